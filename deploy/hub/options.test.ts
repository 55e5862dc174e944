/** The command line of `npm start`: every mistake at once, nothing guessed. */
import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test("without flags the hub takes its demo folder, the project's state folder and port 4000", () => {
  expect(readOptions([])).toMatchObject({
    dataDir: null,
    portBase: 4000,
    stateDir: expect.stringMatching(/\.xinqiao$/),
  })
})

test('all mistakes are named together, with the usage', () => {
  const read = (): unknown => readOptions(['--port-base', 'many', '--data', './no/such/folder'])
  expect(read).toThrow(/--port-base[\s\S]*--data[\s\S]*Usage/)
})

test('an unknown flag is refused', () => {
  expect(() => readOptions(['--dataa', '.'])).toThrow(/dataa/)
})

test('help is help, whatever else stands there', () => {
  expect(readOptions(['--help'])).toBe('help')
})
