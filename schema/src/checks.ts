/** What a thread or process that checks signatures and nothing else takes of this package: neither catalog nor graph comes with it. */
export { openDpopProof } from './wire/dpop-proof.ts'
export { importVerifyKey } from './wire/signature-key.ts'
export { TokenError } from './wire/token-error.ts'
