/** What the door turns away has no entry and no receipt; its number stands in the next entry of the system (audit.md §1). */
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestDoor } from '../testing/test-door.ts'

let door: TestDoor
beforeAll(async () => {
  door = await TestDoor.open()
  await door.publish()
  await door.start()
})
afterAll(() => door.end())

test('a start is an entry, and so is the bundle that it took', async () => {
  const system = (await door.entries()).filter(({ kind }) => kind === 'system')
  expect(system).toMatchObject([
    { act: 'start', size: 0, cut: [] },
    { act: 'bundle', bundle: { number: door.control.number }, turnedAway: {} },
  ])
})

test('calls that are none of the walk are counted by code', async () => {
  const before = (await door.entries()).length
  const away = [
    await door.ask({ path: '/nothing', method: 'GET' }),
    await door.ask({ path: '/graphql', method: 'GET' }),
    await door.ask({ headers: { 'content-type': 'text/plain' } }),
    await door.ask({ headers: { accept: 'text/html' } }),
    await door.ask({ body: 'x'.repeat(1024 * 1024 + 1) }),
    await door.ask({ path: '/audit/gateway/2026/entry/0', method: 'GET', token: null, proof: null }),
  ]
  expect(away.map(({ status }) => status)).toEqual([404, 405, 415, 406, 413, 401])
  expect(away.filter(({ headers }) => headers.has('hub-receipt'))).toEqual([])
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write('this is no HTTP\r\n\r\n')
  socket.resume()
  await once(socket, 'close')
  expect((await door.entries()).length).toBe(before)
  await door.stop()
  expect((await door.entries()).slice(before)).toMatchObject([
    {
      kind: 'system',
      act: 'tick',
      turnedAway: { NOT_FOUND: 1, BAD_USER_INPUT: 3, OPERATION_TOO_LARGE: 1, UNAUTHENTICATED: 1, CONNECTION_CUT: 1 },
    },
    { kind: 'system', act: 'stop' },
  ])
})
