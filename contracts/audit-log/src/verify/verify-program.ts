#!/usr/bin/env node
/**
 * The verifier as a program of its own, in a checkout `npx xinqiao-audit`: this package's folder is enough, no hub, no network, nothing to install.
 *
 *     node verify-program.ts DIR [--key <vkey>]… [--from FILE]… [--witness <vkey>… --k 2] [--receipt <origin>/<index> --leaf <hash>]…
 *                                [--entry N --payload FILE [--answer FILE]] [--hashes-only] [--json] [--lang zh|en]
 *     node verify-program.ts prove DIR INDEX              writes the proof of an entry, in tlog-proof form
 *     node verify-program.ts proof FILE --key <vkey> […]  checks such a proof without the folder
 *
 * Exit code: 0 good, 1 finding, 2 not readable.
 */
import { plainLines } from '../plain-text.ts'
import { runVerifier } from './run-verifier.ts'

process.exitCode = runVerifier(process.argv.slice(2), {
  print: (text) => process.stdout.write(`${plainLines(text)}\n`),
  complain: (text) => process.stderr.write(`${plainLines(text)}\n`),
})
