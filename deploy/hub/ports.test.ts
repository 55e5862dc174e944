/** Ports: a free block for a second hub, and a taken port that is named before anything starts. */
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { choosePorts } from './ports.ts'

test('base 0 gives every part a port of its own, outside the range of outgoing connections', async () => {
  const ports = Object.values(await choosePorts(0))
  expect(new Set(ports).size).toBe(ports.length)
  expect(ports.filter((port) => port < 20_000 || port >= 32_100)).toEqual([])
})

test('a first port gives the places of the published layout', async () => {
  const { gateway } = await choosePorts(0)
  expect(await choosePorts(gateway)).toMatchObject({
    gateway,
    issuer: gateway + 1,
    registry: gateway + 2,
    amr: gateway + 10,
    office: gateway + 15,
  })
})

test('a port that another program holds is named, with what to do', async () => {
  const { gateway, tax } = await choosePorts(0)
  const other = createServer()
  await new Promise<void>((ready) => other.listen(tax, '127.0.0.1', () => ready()))
  await expect(choosePorts(gateway)).rejects.toMatchObject({
    code: 'PORT_IN_USE',
    message: expect.stringContaining(`${tax}, meant for tax`),
  })
  await new Promise<void>((done) => other.close(() => done()))
})
