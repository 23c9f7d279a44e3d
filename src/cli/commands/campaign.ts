/** `gameday campaign`: every trial of an exploration, on all cores, in shards or on many hosts. */
import { resolve } from 'node:path'
import { playCampaign } from '../../explore/campaign/campaign.ts'
import { trialsOf } from '../../explore/campaign/shard.ts'
import { ResultsFile } from '../../explore/campaign/write-results.ts'
import type { Ending } from '../../explore/findings.ts'
import type { Player } from '../../explore/search/player.ts'
import { Stopping } from '../../explore/search/stopping.ts'
import type { TrialResult } from '../../explore/search/trial.ts'
import { readValues } from '../arguments.ts'
import { knownIn } from '../campaign/known.ts'
import { tellOutcome } from '../campaign/outcome.ts'
import { type Plan, planOf } from '../campaign/plan.ts'
import { playerFor } from '../campaign/player.ts'
import { CampaignProgress } from '../campaign/progress.ts'
import { withoutRedis } from '../campaign/redis-gone.ts'
import type { Call, Command, ExitCode, Io } from '../command.ts'
import { runs, seed, text, workers } from '../values.ts'

/** Plays a campaign. */
export const campaign: Command = {
  name: 'campaign',
  summary: 'play every trial, whatever breaks, on all cores or many machines',
  usage: 'FILE',
  options: {
    runs: { type: 'string', takes: 'N', summary: 'how many trials' },
    seed: { type: 'string', takes: 'TEXT', summary: 'of all that is made up' },
    unguided: { type: 'boolean', summary: 'no trial learns from others, as in shards' },
    whole: { type: 'boolean', summary: 'every trial to its end, also when all has long been calm' },
    workers: { type: 'string', takes: 'N', summary: 'how many threads; default: all cores' },
    shard: { type: 'string', takes: 'I/N', summary: 'only every N-th trial; or GAMEDAY_SHARD' },
    redis: { type: 'string', takes: 'URL', summary: 'played by `gameday worker`s, not here' },
    out: {
      type: 'string',
      takes: 'RESULTS',
      summary: 'where results go; continued if it is there',
    },
    json: { type: 'boolean', summary: 'the result as JSON' },
  },
  help: `
FILE exports an exploration by default. All trials are played, and the first that breaks a goal
is shrunk at the end. The same seed gives the same results, whoever plays the trials.

Machines that cannot talk to each other play shards: GAMEDAY_SHARD=2/4 plays the trials 1, 5, 9, …
of a campaign without guidance. In a Kubernetes job, whose JOB_COMPLETION_INDEX counts from 0:

  i=$((JOB_COMPLETION_INDEX + 1))
  GAMEDAY_SHARD=$i/4 gameday campaign FILE --out shard-$i.jsonl

and then, with the files of all shards: gameday merge FILE shard-*.jsonl`,
  run: call => withoutRedis(call.io, () => runCampaign(call)),
}

const schemas = {
  runs,
  workers,
  seed,
  shard: text,
  redis: text,
  out: text,
}

async function runCampaign({ positionals: [file = ''], values, io }: Call): Promise<ExitCode> {
  const { out, workers, redis, ...wishes } = readValues(values, schemas)
  const [isUnguided, isWhole] = [values['unguided'] === true, values['whole'] === true]
  const plan = await planOf(file, { ...wishes, isUnguided, isWhole }, io)
  const path = out === undefined ? undefined : resolve(io.cwd, out)
  const known = path === undefined ? [] : await knownIn(path, plan.header, io)
  const player = await playerFor(plan, { workers, redis }, io)
  const played = await play(plan, { player, path, known, io })
  const isJson = values['json'] === true
  return tellOutcome({ ...plan, file, ...played, isJson }, io)
}

type Playing = {
  readonly player: Player
  /** Where results are kept. */
  readonly path: string | undefined
  readonly known: readonly TrialResult[]
  readonly io: Io
}

type Outcome = { readonly results: readonly TrialResult[]; readonly ending: Ending }

/** Plays to the end, or until it is stopped; whatever happens, what is done is kept. */
async function play(plan: Plan, { player, path, known, io }: Playing): Promise<Outcome> {
  const { exploration, shard, header } = plan
  const { runs, timeMs, budget } = exploration.options
  const of = trialsOf(runs, shard).length
  const progress = new CampaignProgress(io, of, known)
  const stopping = new Stopping(io.signal, timeMs)
  let kept: ResultsFile | undefined
  let results: readonly TrialResult[] = []
  const played = (result: TrialResult): void => {
    kept?.add(result)
    progress.tell(result)
  }
  try {
    if (path !== undefined) kept = new ResultsFile(path, header, known)
    const { signal } = stopping
    results = await playCampaign(exploration, { player, shard, known, played, signal })
  } finally {
    progress.clear()
    kept?.close(results.length === of ? 'complete' : 'stopped')
    stopping.close()
    await player.close()
  }
  const isOver = results.length === of || (budget === 'time' && stopping.why === 'out of time')
  return { results, ending: isOver ? 'done' : (stopping.why ?? 'stopped') }
}
