/** Numbers of trust.md §3 and §4, each with its unit and reason. */

/** Clocks of two bodies may differ by this much, either way. */
export const clockSkewSeconds = 30
/** A signed fetch lives this long: one attempt, not a store of attempts. */
export const fetchLifeSeconds = 30
/** A signed file or operator call is accepted this long after it was made, before skew; its body may follow for longer. */
export const ingestLifeSeconds = 30
/** An answer may have been signed this long before it is read: the gateway's deadline for all fetches is 3 s. */
export const answerLifeSeconds = 30
/** A nonce is 128 bits: never met twice by chance. */
export const nonceBytes = 16
/** Nonces one process remembers: 3,000 requests a second over a minute, about 40 MB. */
export const nonceCapacity = 200_000
/** One client's part of the store, so that none fills it for the others. */
export const nonceShareMax = 50_000
/** Length of any text in a context field, in characters: a case number is far shorter. */
export const contextTextMax = 1_000
/** Items one fetch may name: more than any catalog has. */
export const contextItemsMax = 2_000
/** Longest signature header we look at, in characters. */
export const signatureHeaderMax = 1_024
/** Hourly keys one side keeps: all agencies for three hours. */
export const hourlyKeysMax = 512
/** Life of an access token that is accepted (trust.md §3), in seconds. */
export const accessTokenLifeMaxSeconds = 600
/** Life of an access token that the embedded endpoint gives. */
export const accessTokenLifeSeconds = 300
/** Life of a client assertion, at most. */
export const clientAssertionLifeMaxSeconds = 60
/** Longest token we look at, in characters. */
export const tokenLengthMax = 16_384
/** Longest `jti`, in characters; a longer one is an attempt on the store. */
export const tokenIdMax = 200
/** Issuer's keys are fresh this long. */
export const jwksFreshMs = 300_000
/** An unknown `kid` asks the issuer at most once in this time. */
export const jwksCoolDownMs = 30_000
/** Last good keys while the issuer is away. */
export const jwksLastGoodMs = 3_600_000
/** One attempt to read the issuer's keys. */
export const jwksTimeoutMs = 3_000
/** Keys of one issuer, in bytes: a hundred keys fit many times. */
export const jwksBytesMax = 262_144
/** Verified tokens one process remembers. */
export const verifiedTokensMax = 20_000
/** Imported keys one process remembers: one for each DPoP proof key of the last hour or so. */
export const importedKeysMax = 4_096
/** Each of a month's two keys, bytes: HMAC-SHA-256 and AES-256 take as much. */
export const monthKeyBytes = 32
/** Failed authentications of one address that are written down, a second and at once: a person or a program that errs stays below, whoever tries keys does not. */
export const failuresPerSecond = 1
export const failuresBurst = 60
/** The same for all addresses together, since addresses cost an attacker nothing: ten of them at their rate, 860,000 entries a day and process. */
export const failuresOfAllPerSecond = 10
export const failuresOfAllBurst = 600
/** Addresses a budget remembers: several times what the budget of all lets in while one of them fills up again; about 2 MB. */
export const failureAddressesMax = 10_000
