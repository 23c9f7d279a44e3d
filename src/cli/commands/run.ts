/** `gameday run`: plays what a file declares once, and tells whether it held. */
import { codeIn } from '../../engine/code.ts'
import { Experiment } from '../../explore/experiment.ts'
import { Exploration } from '../../explore/exploration.ts'
import { goalsOf } from '../../explore/hypothesis.ts'
import { load, noExploration } from '../../explore/load.ts'
import { inOwnTurn } from '../../explore/own-turn.ts'
import { bounded, TRIAL_MS } from '../../explore/search/bounded.ts'
import { playSchedule } from '../../explore/search/judge.ts'
import { type JudgedRun, runText } from '../../report/run-text.ts'
import { readValues } from '../arguments.ts'
import { type Call, codeOf, type Command, type ExitCode } from '../command.ts'
import { jsonText } from '../json.ts'
import { headed } from '../paint.ts'
import { runData } from '../../gate/data/run-data.ts'
import { reportFiles, Reporting, reportOption } from '../reporting.ts'
import { seed } from '../values.ts'

export const run: Command = {
  name: 'run',
  summary: 'play what a file declares once, and tell whether it holds',
  usage: 'FILE',
  options: {
    seed: { type: 'string', takes: 'TEXT', summary: 'the seed of the run' },
    json: { type: 'boolean', summary: 'print numbers as JSON' },
    report: reportOption,
  },
  help: `
FILE exports an experiment or an exploration by default; an exploration is played without faults:

  export default experiment(shop, {
    for: '1m',
    faults: [slow('db', { by: '2s' }).at('20s').for('10s')],
    holds: run => expect(run).toStayAvailable('99%'),
  })`,
  async run({ positionals: [file], values, io }: Call): Promise<ExitCode> {
    const { seed: chosen, report } = readValues(values, { seed, report: reportFiles })
    const { value } = await load(file, io.cwd)
    const reporting = new Reporting(file, report, io)
    const judged = await played(value, { file, seed: chosen, reporting })
    const isHeld = judged.verdict === 'held'
    io.out(
      values['json'] === true
        ? jsonText(runData(judged))
        : headed(`${runText(judged)}\n`, isHeld ? 'green' : 'red', io),
    )
    return reporting.write({
      name: judged.name,
      code: codeOf(isHeld, io),
      text: () => runText(judged),
    })
  },
}

/** How it is played. */
type Playing = {
  readonly file: string
  readonly seed: string | undefined
  readonly reporting: Reporting
}

async function played(value: unknown, playing: Playing): Promise<JudgedRun> {
  if (Experiment.isOne(value)) return inOwnTurn(value.system, () => experimented(value, playing))
  if (!Exploration.isOne(value)) throw noExploration(playing.file, value)
  const exploration = Exploration.ours(value)
  return inOwnTurn(exploration.system, () => playedCalmly(exploration, playing))
}

/** Without faults, as nobody has said which. */
function playedCalmly(exploration: Exploration, { seed, reporting }: Playing): JudgedRun {
  const { name, options, written } = exploration
  const schedule = { faults: [], seed: seed ?? options.seed }
  const judged = reporting.playing(() =>
    playSchedule(exploration, schedule, { seedFrom: chooserOf(seed), isTold: true }),
  )
  const { run, verdict, message } = judged
  if (run !== undefined) {
    reporting.notes.ran(run, { name, verdict, message, goals: goalsOf(written.holds) })
  }
  return { name, ...judged }
}

function experimented(experiment: Experiment, { seed, reporting }: Playing): JudgedRun {
  const { name, system } = experiment
  const play = () => reporting.playing(() => experiment.play(seed, chooserOf(seed)))
  const played = bounded(play, TRIAL_MS, codeIn(system.data) !== undefined)
  if ('value' in played) return { name, ...played.value }
  return { name, verdict: 'unfinished', message: played.gaveUp, run: undefined }
}

/** Who chose the seed, where it is not the file. */
const chooserOf = (seed: string | undefined): 'commandLine' | undefined =>
  seed === undefined ? undefined : 'commandLine'
