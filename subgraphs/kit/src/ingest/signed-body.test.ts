import { contentDigest, StreamingDigest } from '@xinqiao/schema'
import { expect, test } from 'vitest'
import { signedBody } from './signed-body.ts'

async function* body(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('one\n')
  yield Buffer.from('two\n')
}
const digestOf = (text: string) => new StreamingDigest(contentDigest(Buffer.from(text)))

test('a file whose bytes are the signed ones passes, also when its reader stopped early', async () => {
  const signed = signedBody(body(), digestOf('one\ntwo\n'))
  for await (const _chunk of signed.bytes) break
  await expect(signed.whole()).resolves.toBeUndefined()
})

test('[REG-12b partly] a file with one other byte is refused at its end', async () => {
  const signed = signedBody(body(), digestOf('one\ntwo'))
  await expect(signed.whole()).rejects.toMatchObject({ code: 'DIGEST_MISMATCH', httpStatus: 422 })
})
