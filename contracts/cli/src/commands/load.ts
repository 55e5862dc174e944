/** `xinqiao load PATH`: a data folder or one of its files into the running hub, effective at once (development profile). */
import { Command } from 'commander'
import { CliError } from '../errors.ts'
import { findHub } from '../hub/find-hub.ts'
import { loadPath } from '../hub/load-path.ts'
import { printData, writeTalk } from '../output/print.ts'
import { sharedOptions, withSharedOptions } from './shared-options.ts'

/** Builds the verb. */
export function loadCommand(): Command {
  const command = new Command('load')
    .argument('<path>', 'a data folder, or one file of it')
    .description('bring files into the running hub · 装载数据')
  withSharedOptions(command, ['npx xinqiao load deploy/seed/standings.yaml', 'npx xinqiao load deploy/seed'])
  return command.action(async (path: string) => load(command, path))
}

async function load(command: Command, path: string): Promise<void> {
  const { output, state, quiet } = sharedOptions(command)
  const figures = await loadPath(findHub(state), path, {
    onRecords: (provider, file, one) => {
      if (!quiet)
        writeTalk(`${provider}  ${file}  ${one.accepted} accepted, ${one.unchanged} unchanged, ${one.refused} refused`)
    },
  })
  if (output !== 'table') printData(figures, output)
  else if (!quiet && figures.registry !== null) writeTalk(`registry  ${JSON.stringify(figures.registry)}`)
  if (figures.records.some((one) => one.figures.refused > 0)) throw new CliError('findings', [])
}
