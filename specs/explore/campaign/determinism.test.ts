/** One campaign, split in every way without a network: the same bytes, the same least faults. */
import { describe, expect, it } from 'vitest'
import { type CampaignOptions, playCampaign } from '../../../src/explore/campaign/campaign.ts'
import { findingsIn } from '../../../src/explore/campaign/findings.ts'
import { merge } from '../../../src/explore/campaign/merge.ts'
import { PoolPlayer } from '../../../src/explore/campaign/pool-player.ts'
import { readResults } from '../../../src/explore/campaign/read-results.ts'
import { resultsText, ResultsFile } from '../../../src/explore/campaign/write-results.ts'
import type { Exploration } from '../../../src/explore/exploration.ts'
import { LocalPlayer } from '../../../src/explore/search/local-player.ts'
import type { TrialResult } from '../../../src/explore/search/trial.ts'
import { campaignOf, fileOf, folder, kioskOf } from './support/played.ts'

const never = new AbortController().signal
const RUNS = 80

const play = (exploration: Exploration, options: Partial<CampaignOptions> = {}) =>
  playCampaign(exploration, {
    player: new LocalPlayer(exploration),
    played: () => undefined,
    signal: never,
    ...options,
  })

const leastOf = async (exploration: Exploration, results: readonly TrialResult[]) => {
  const watching = { ending: 'done' as const, signal: never, told: () => undefined }
  const { counterexample } = await findingsIn(exploration, results, watching)
  return counterexample
}

describe('a campaign (F8)', () => {
  it.each(['kiosk', 'stand'])('with two workers is that of one, to the byte: %s', async name => {
    const { exploration, header } = await campaignOf(name, RUNS)
    const { seed } = exploration.options
    const file = fileOf(name)
    const player = new PoolPlayer({ file, seed, guided: true, whole: false, workers: 2 })
    const alone = await play(exploration)
    const together = await play(exploration, { player })
    await player.close()

    expect(resultsText(header, together, 'complete')).toBe(resultsText(header, alone, 'complete'))
    expect(alone.some(({ verdict }) => verdict === 'broken')).toBe(true)
    expect(await leastOf(exploration, together)).toEqual(await leastOf(exploration, alone))
  })

  it.each(['kiosk', 'stand'])('in four shards, merged, is that in one piece: %s', async name => {
    const { exploration, header } = await campaignOf(name, RUNS, false)
    const here = folder()
    const shards = [1, 2, 3, 4].map(index => ({ index, of: 4 }))
    for (const shard of shards) {
      const path = here.path(`${shard.index}.jsonl`)
      const file = new ResultsFile(path, { ...header, shard: `${shard.index}/4` })
      await play(exploration, { shard, played: result => file.add(result) })
      file.close('complete')
    }
    const files = await Promise.all(
      shards.map(({ index }) => readResults(here.path(`${index}.jsonl`))),
    )
    const merged = merge(files)
    const alone = await play(exploration)

    expect(resultsText(merged.header, merged.results, 'complete')).toBe(
      resultsText(header, alone, 'complete'),
    )
    expect(await leastOf(exploration, merged.results)).toEqual(await leastOf(exploration, alone))
  })

  it('that is stopped and goes on is the campaign that was not', async () => {
    const { exploration, header } = await kioskOf(RUNS)
    const stop = new AbortController()
    const half = await play(exploration, {
      signal: stop.signal,
      played: ({ trial }) => trial === 41 && stop.abort(),
    })
    const rest = await play(exploration, { known: half })
    const whole = await play(exploration)

    expect(half).toHaveLength(42)
    expect(resultsText(header, rest, 'complete')).toBe(resultsText(header, whole, 'complete'))
  })

  it('tells of each trial whether it was ended early, and whole it has none', async () => {
    const { exploration } = await campaignOf('stand', RUNS, false)
    const ended = (results: readonly TrialResult[]): number =>
      results.filter(({ heldUntilMs }) => heldUntilMs !== undefined).length
    const early = await play(exploration)
    const whole = await play(exploration.with({ whole: true }))

    expect([ended(early), ended(whole)]).toEqual([77, 0])
    expect(early.map(({ verdict }) => verdict)).toEqual(whole.map(({ verdict }) => verdict))
  })

  it('that learns is another one than that which does not', async () => {
    const [guided, unguided] = [await kioskOf(RUNS), await kioskOf(RUNS, false)]

    expect(await play(guided.exploration)).not.toEqual(await play(unguided.exploration))
  })
})
