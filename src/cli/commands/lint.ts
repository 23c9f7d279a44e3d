/** `gameday lint`: tells what a declaration cannot do, before anything runs. */
import { lint as findingsOf, System } from '../../declare/index.ts'
import { lintText } from '../../declare/lint/lint-text.ts'
import { Experiment } from '../../explore/experiment.ts'
import { Exploration } from '../../explore/exploration.ts'
import { load } from '../../explore/load.ts'
import { UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'
import { type Call, type Command, ExitCode } from '../command.ts'
import { headed } from '../paint.ts'

export const lint: Command = {
  name: 'lint',
  summary: 'tell what the system of a file cannot do, before anything runs',
  usage: 'FILE',
  options: { json: { type: 'boolean', summary: 'print the findings as JSON' } },
  help: `
FILE exports a system, an experiment or an exploration by default. Ends with 1 when there is a
warning, and with 0 when there is none, or advice alone. What is meant so is accepted with a reason:

  export default system('shop', { … }, { accept: { 'layered-retries': 'both are quick' } })`,
  async run({ positionals: [file], values, io }: Call): Promise<ExitCode> {
    const { value } = await load(file, io.cwd)
    const system = systemOf(file, value)
    const findings = findingsOf(system)
    const isGood = findings.every(({ level }) => level !== 'warning')
    io.out(
      values['json'] === true
        ? `${JSON.stringify(findings, undefined, 2)}\n`
        : headed(`${lintText(system.name, findings)}\n`, isGood ? 'green' : 'red', io),
    )
    return isGood ? ExitCode.Held : ExitCode.Broken
  },
}

/** The system that a file is about, also where it uses another copy of the package. */
function systemOf(file: string, value: unknown): System {
  const isAboutOne = Experiment.isOne(value) || Exploration.isOne(value)
  const system: unknown = isAboutOne ? value.system : value
  if (System.isOne(system)) return System.ours(system)
  throw new UsageError({
    what: `${file} exports ${shown(value)} and no system`,
    fix: "write export default system('shop', { … }) in it",
  })
}
