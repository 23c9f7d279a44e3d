/** `gameday baseline`: compares what a file declares with what it was, or renews that. */
import { ERROR } from '../../explore/baseline/changes.ts'
import { compareWithBaseline, type Writing, writingHere } from '../../explore/baseline/kept.ts'
import { BASELINE_SEEDS, goalMargins } from '../../explore/baseline/margins.ts'
import { Experiment } from '../../explore/experiment.ts'
import { load } from '../../explore/load.ts'
import { UsageError } from '../../kernel/errors.ts'
import { shown } from '../../kernel/schema.ts'
import { baselineText } from '../../report/baseline-text.ts'
import { shellWord } from '../../report/shell-word.ts'
import { type Call, codeOf, type Command, type ExitCode, type Io } from '../command.ts'
import { goalsAsData } from '../goals-as-data.ts'
import { headed } from '../paint.ts'

export const baseline: Command = {
  name: 'baseline',
  summary: 'tell whether the goals of a file have less room than they had',
  usage: 'FILE',
  options: { update: { type: 'boolean', short: 'u', summary: 'renew the baseline' } },
  help: `
FILE exports an experiment by default, whose goals are data:

  export default experiment(shop, { for: '1m', holds: goal.availability('99%') })

It is played with 20 seeds, and the room of each goal is compared, in pairs of one seed, with what
__gameday__/FILE.baseline beside it keeps, which belongs into version control. Ends with 1 when a
goal is worse by more than chance explains, or has no baseline; --update writes it, but never where
CI is set.`,
  async run({ positionals: [file], values, io }: Call): Promise<ExitCode> {
    const isUpdate = values['update'] === true
    const writing = writingOf(isUpdate, io)
    const { path, value } = await load(file, io.cwd)
    if (!Experiment.isOne(value)) throw noExperiment(file, value)
    const now = goalMargins(value, goalsAsData(value.goals, file, 'a baseline is of goals as data'))
    const { name } = value
    const compared = compareWithBaseline({ file: path, folder: io.cwd, name, writing, now })
    const renew = `npx gameday baseline ${shellWord(file)} --update`
    const told = { name, take: renew, renew, seeds: BASELINE_SEEDS, error: ERROR }
    const isHeld = compared.is === 'held'
    io.out(headed(`${baselineText(compared, told)}\n`, isHeld ? 'green' : 'red', io))
    if (compared.isWritten) io.err(`The baseline is written to ${compared.shown}\n`)
    return codeOf(isHeld, io)
  },
}

function writingOf(isUpdate: boolean, { env }: Io): Writing {
  if (!isUpdate || writingHere('all', env) === 'all') return isUpdate ? 'all' : 'nothing'
  throw new UsageError({
    what: 'where CI is set, no baseline is written',
    where: '--update',
    fix: 'renew it on your machine and commit it',
  })
}

const noExperiment = (file: string, value: unknown): UsageError =>
  new UsageError({
    what: `${file} exports ${shown(value)} and no experiment`,
    fix: 'write export default experiment(system, { for: …, holds: … }) in it',
  })
