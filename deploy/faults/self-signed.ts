/** A certificate that nobody vouches for, made on the spot: X.509 v3 (RFC 5280 §4.1) in DER, signed by itself with P-256. */
import { generateKeyPairSync, sign } from 'node:crypto'

export interface SelfSigned {
  readonly key: string
  readonly cert: string
}

const oidEcdsaSha256 = '2a8648ce3d040302'
const oidCommonName = '550403'
const oidSubjectAltName = '551d11'
const dayMs = 24 * 60 * 60 * 1000

/** For a host of this name, valid from `fromMs` for a day. */
export function selfSigned(host: string, fromMs: number = Date.now() - dayMs / 2): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid(oidEcdsaSha256))
  const name = sequence(der(0x31, sequence(oid(oidCommonName), der(0x0c, Buffer.from(host)))))
  const names = sequence(der(0x82, Buffer.from(host)))
  const extensions = der(0xa3, sequence(sequence(oid(oidSubjectAltName), der(0x04, names))))
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(fromMs), time(fromMs + dayMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  )
  const signature = der(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]))
  const cert = sequence(body, algorithm, signature).toString('base64').replace(/.{64}/gu, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert}\n-----END CERTIFICATE-----\n`,
  }
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts))
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

/** GeneralizedTime would do as well; before 2050 the standard asks for UTCTime. */
function time(ms: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/gu, '').slice(2, 14)}Z`))
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
