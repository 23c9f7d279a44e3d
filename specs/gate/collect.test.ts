/** F10: what is played is filed under the test that plays it, and costs little. */
import { clients, crash, goal, simulate, store, system } from 'gameday'
import { ensemble, experiment } from 'gameday/explore'
import { expect as soundly } from 'gameday/expect'
import { afterEach, describe, expect, it } from 'vitest'
import { explainedGoals } from '../../src/explain/explained-goal.ts'
import { Collector } from '../../src/gate/collect.ts'
import { playsOf } from '../../src/gate/entries/entries.ts'
import { Notes } from '../../src/gate/notes.ts'
import { annotations, summary } from '../../src/gate/formats/github.ts'
import type { EnsembleEntry, RunEntry } from '../../src/gate/report.ts'
import { aside, fileTo } from '../../src/record/filing.ts'
import { reportOf, test as entry } from './support/reports.ts'

const kiosk = system('kiosk', {
  people: clients({ rate: '50/s', call: 'till', timeout: '1s' }),
  till: store({ time: '1ms', concurrency: 20 }),
})
const outage = crash('till').at('1s').for('1s')
const play = (seed = '1') => simulate(kiosk, { for: '5s', faults: [outage], seed })
const where = { test: {}, root: process.cwd(), isDrawn: false }

afterEach(() => fileTo(undefined))

/** A test under which is filed what it does. */
async function test(collector: Collector, body: () => unknown): Promise<Notes> {
  const notes = new Notes()
  await (async () => {
    collector.begin(notes)
    await body()
  })()
  return notes
}

describe('F10 a collector', () => {
  it('tells apart tests that run at once, and what is played aside', async () => {
    const collector = new Collector()
    fileTo(collector)
    const seedsOf = async (seed: string): Promise<string[]> => {
      const notes = await test(collector, async () => {
        await Promise.resolve()
        play(seed)
        aside(() => play('aside'))
        await Promise.resolve()
        play(`${seed}, later`)
      })
      return notes.plays.map(played => (played.kind === 'run' ? played.run.seed : played.kind))
    }
    const all = await Promise.all(['a', 'b', 'c'].map(seedsOf))
    expect(all).toEqual([
      ['a', 'a, later'],
      ['b', 'b, later'],
      ['c', 'c, later'],
    ])
  })

  it('keeps 20 plays of very many, first those that broke a goal', async () => {
    const collector = new Collector()
    fileTo(collector)
    const notes = await test(collector, () => {
      expect(() => soundly(play('bad')).toStayAvailable('99%')).toThrow('availability')
      for (let i = 0; i < 24; i++) play(`${i}`)
    })
    const { plays, leftOut } = playsOf(notes, where)
    expect([plays.length, leftOut]).toEqual([20, 5])
    expect(plays[0]).toMatchObject({ seed: 'bad', goals: [{ verdict: 'broken' }] })
    // A digest takes a tenth of the time of a run, and of what held nobody asks it.
    const digests = (plays as RunEntry[]).map(({ digest }) => digest)
    expect(digests.map(digest => digest?.length)).toEqual([64, ...Array(19).fill(undefined)])
  })

  it('looks for no cause of what was wanted to be broken, and is', async () => {
    const collector = new Collector()
    fileTo(collector)
    const run = play()
    const notes = await test(collector, () => soundly(run).not.toStayAvailable('99%'))
    const [played] = playsOf(notes, where).plays as RunEntry[]
    expect(played.goals).toMatchObject([
      { verdict: 'held', isNot: true, message: null, explanation: null, margin: { unit: 'share' } },
    ])
    expect(played.goals[0].headline).toMatch(/^kiosk: availability 7\d\.\d+%, wanted/)
    expect(explainedGoals(run)).toEqual([])
    expect(() => soundly(run).toStayAvailable('99%')).toThrow('Why')
    expect(explainedGoals(run)).toHaveLength(1)
  })

  it('files what is asked of an ensemble under the test that asks, with its line', async () => {
    const collector = new Collector()
    fileTo(collector)
    const many = await ensemble(kiosk, { for: '5s', faults: [outage], seeds: 3 })
    const notes = await test(collector, () => {
      soundly(many).toStayAvailable('50%')
      soundly(many).not.toStayAvailable('99%')
      expect(() => soundly(many).toStayAvailable('90%', { inSeeds: '80%' })).toThrow('seeds')
    })
    const { plays } = playsOf(notes, where)
    const place = { file: 'specs/gate/collect.test.ts', column: 21 }
    expect(plays).toMatchObject([
      {
        kind: 'ensemble',
        place: null,
        verdict: 'broken',
        goals: [
          { text: "goal.availability('50%')", verdict: 'held', message: null, place },
          { isNot: true, verdict: 'held', message: null, margin: { unit: 'share' } },
          { text: "goal.availability('90%')", verdict: 'broken' },
        ],
      },
    ])
    const [{ goals }] = plays as EnsembleEntry[]
    const [first, , last] = goals
    expect(first.margin?.by).toBe(many.judge(goal.availability('50%')).margin?.mean)
    expect(last.message).toContain('does not hold in 80% of seeds')
    const failed = reportOf(entry('asks', { state: 'failed', plays }))
    expect(annotations(failed)).toMatch(
      /^::error file=specs\/gate\/collect\.test\.ts,line=\d+,col=\d+,title=.*::kiosk, 3 seeds: /,
    )
    expect(summary(failed)).toContain('| ❌ | the shop &#62; asks | <code>goal.availability')
  })

  it('files an ensemble and an experiment as what they are', async () => {
    const collector = new Collector()
    fileTo(collector)
    const goals = goal.availability('99%')
    const notes = await test(collector, async () => {
      await ensemble(kiosk, { for: '5s', faults: [outage], seeds: 3, goals })
      experiment(kiosk, { for: '5s', faults: [outage], holds: goals, name: 'an outage' }).play()
    })
    expect(playsOf(notes, where).plays).toMatchObject([
      { kind: 'ensemble', name: 'kiosk', verdict: 'broken', ensemble: { seeds: ['1', '2', '3'] } },
      { kind: 'run', name: 'an outage', experiment: { verdict: 'broken' } },
    ])
  })
})
