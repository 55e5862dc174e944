#!/usr/bin/env node
/** `npx xinqiao`: runs one command line. */
import { exitCodes } from './exit-codes.ts'
import { runProgram } from './program.ts'

// Whoever reads our output may have seen enough: `… | head` is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(exitCodes.done)
})

process.exitCode = await runProgram(process.argv.slice(2))
