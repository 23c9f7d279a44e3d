/** `gameday lint`: tells what a declaration cannot do, before anything runs. */
import { lint as findingsOf, type LintFinding, System } from '../../declare/index.ts'
import { lintText } from '../../declare/lint/lint-text.ts'
import { Experiment } from '../../explore/experiment.ts'
import { Exploration } from '../../explore/exploration.ts'
import { exportsOf, loadModule } from '../../explore/load.ts'
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
FILE exports a system, an experiment or an exploration by default, or systems by name. Ends with 1
when there is a warning, and with 0 when there is none, or advice alone. What is meant so is
accepted with a reason:

  export default system('shop', { … }, { accept: { 'layered-retries': 'both are quick' } })`,
  async run({ positionals: [file], values, io }: Call): Promise<ExitCode> {
    const { module } = await loadModule(file, io.cwd)
    const linted = systemsIn(file, exportsOf(module)).map(system => ({
      name: system.name,
      findings: findingsOf(system),
    }))
    const all = linted.flatMap(({ findings }) => findings)
    if (values['json'] === true) io.out(`${JSON.stringify(all, undefined, 2)}\n`)
    else {
      for (const { name, findings } of linted) {
        io.out(headed(`${lintText(name, findings)}\n`, isGood(findings) ? 'green' : 'red', io))
      }
    }
    return isGood(all) ? ExitCode.Held : ExitCode.Broken
  },
}

const isGood = (findings: readonly LintFinding[]): boolean =>
  findings.every(({ level }) => level !== 'warning')

/** The system that a file is about: by default, or else all that it exports by name, each once. */
function systemsIn(file: string, { default: value, ...named }: Exports): System[] {
  const values = value === undefined ? Object.values(named) : [value]
  const systems = values.map(systemOf).filter(one => System.isOne(one))
  if (systems.length > 0) return [...new Set(systems)].map(one => System.ours(one))
  throw new UsageError({
    what: `${file} exports ${value === undefined ? 'nothing by default' : shown(value)}, no system`,
    fix: "write export default system('shop', { … }) in it",
  })
}

type Exports = { readonly [name: string]: unknown }

const systemOf = (value: unknown): unknown =>
  Experiment.isOne(value) || Exploration.isOne(value) ? value.system : value
