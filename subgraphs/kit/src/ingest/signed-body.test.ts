import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { signedBody } from './signed-body.ts'

async function* body(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('one\n')
  yield Buffer.from('two\n')
}
const digest = createHash('sha256').update('one\ntwo\n').digest()

test('a file whose bytes are the signed ones passes, also when its reader stopped early', async () => {
  const signed = signedBody(body(), digest)
  for await (const _chunk of signed.bytes) break
  await expect(signed.whole()).resolves.toBeUndefined()
})

test('[REG-12b] a file with one other byte is refused at its end', async () => {
  const signed = signedBody(body(), createHash('sha256').update('one\ntwo').digest())
  await expect(signed.whole()).rejects.toMatchObject({ code: 'DIGEST_MISMATCH', httpStatus: 422 })
})
