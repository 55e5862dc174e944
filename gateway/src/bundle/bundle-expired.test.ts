import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDoor } from '../testing/test-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await TestDoor.open()
  await door.publish()
  await door.start()
})
afterAll(() => door.end())

test('past the validity of its bundle the hub gives no data, says so, and answers again with the next one', async () => {
  const code = async (): Promise<unknown> => (await door.ask()).body.errors?.[0]?.extensions['code']
  expect(await code()).toBeUndefined()
  await door.publish({ notAfter: new Date(Date.now() + 4000).toISOString() })
  await expect.poll(code, { timeout: 10_000 }).toBe('BUNDLE_EXPIRED')
  const answer = await door.ask()
  expect([answer.status, answer.headers.has('retry-after'), answer.body.data]).toEqual([503, true, undefined])
  expect(await (await fetch(`${door.url}/ready`)).json()).toEqual({ ready: false, reasons: ['BUNDLE_EXPIRED'] })
  await door.publish()
  await expect.poll(code).toBeUndefined()
})
