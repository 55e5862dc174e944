#!/usr/bin/env node
/** `npx xinqiao`: runs one command line. */
import { runProgram } from './program.ts'

process.exitCode = await runProgram(process.argv.slice(2))
