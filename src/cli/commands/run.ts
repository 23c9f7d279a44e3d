/** `gameday run`: plays what a file declares once, and tells whether it held. */
import { Experiment } from '../../explore/experiment.ts'
import { Exploration } from '../../explore/exploration.ts'
import { load, noExploration } from '../../explore/load.ts'
import { bounded, TRIAL_MS } from '../../explore/search/bounded.ts'
import { playSchedule } from '../../explore/search/judge.ts'
import { type JudgedRun, runText } from '../../report/run-text.ts'
import { readValues } from '../arguments.ts'
import { type Call, type Command, ExitCode } from '../command.ts'
import { jsonText } from '../json.ts'
import { headed } from '../paint.ts'
import { runData } from '../../gate/data/run-data.ts'
import { seed } from '../values.ts'

export const run: Command = {
  name: 'run',
  summary: 'play what a file declares once, and tell whether it holds',
  usage: 'FILE',
  options: {
    seed: { type: 'string', takes: 'TEXT', summary: 'the seed of the run' },
    json: { type: 'boolean', summary: 'print numbers as JSON' },
  },
  help: `
FILE exports an experiment or an exploration by default; an exploration is played without faults:

  export default experiment(shop, {
    for: '1m',
    faults: [slow('db', { by: '2s' }).at('20s').for('10s')],
    holds: run => expect(run).toStayAvailable('99%'),
  })`,
  async run({ positionals: [file], values, io }: Call): Promise<ExitCode> {
    const { value } = await load(file, io.cwd)
    const judged = played(file, value, readValues(values, { seed }).seed)
    const isHeld = judged.verdict === 'held'
    io.out(
      values['json'] === true
        ? jsonText(runData(judged))
        : headed(`${runText(judged)}\n`, isHeld ? 'green' : 'red', io),
    )
    if (io.signal.aborted) return ExitCode.Interrupted
    return isHeld ? ExitCode.Held : ExitCode.Broken
  },
}

function played(file: string, value: unknown, seed: string | undefined): JudgedRun {
  if (Experiment.isOne(value)) return experimented(value, seed)
  if (!Exploration.isOne(value)) throw noExploration(file, value)
  const exploration = Exploration.ours(value)
  const schedule = { faults: [], seed: seed ?? exploration.options.seed }
  const playing = { seedFrom: chooserOf(seed), isTold: true }
  return { name: exploration.name, ...playSchedule(exploration, schedule, playing) }
}

function experimented(experiment: Experiment, seed: string | undefined): JudgedRun {
  const { name } = experiment
  const played = bounded(() => experiment.play(seed, chooserOf(seed)), TRIAL_MS)
  if ('value' in played) return { name, ...played.value }
  return { name, verdict: 'unfinished', message: played.gaveUp, run: undefined }
}

/** Who chose the seed, where it is not the file. */
const chooserOf = (seed: string | undefined): 'commandLine' | undefined =>
  seed === undefined ? undefined : 'commandLine'
