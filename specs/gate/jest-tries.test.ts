/** F10: what a test of Jest plays is filed under it, by what Jest tells of the test that runs. */
import { describe, expect, it } from 'vitest'
import { JestTries, type Telling } from '../../src/gate/jest-tries.ts'
import { clients, type Run, simulate, store, system } from '../../src/index.ts'

const shop = system('shop', {
  shoppers: clients({ rate: '10/s', call: 'db', timeout: '1s' }),
  db: store({ concurrency: 10, time: '5ms' }),
})
const play = (seed: string): Run => simulate(shop, { for: '1s', seed })

/** A file of tests in which one thing happens after the other. */
function file(isTriedAgain = false) {
  let telling: Telling = {}
  const told = () => telling
  const tries = new JestTries(told, () => isTriedAgain)
  const seedsOf = (key: string, { notes }: { notes: { plays: readonly object[] } }) =>
    `${key}: ${notes.plays.map(played => ('run' in played ? (played.run as Run).seed : '')).join()}`
  return {
    tells: (told: Telling) => void (telling = told),
    begins: (name: string) => {
      telling = { ...telling, currentTestName: name }
      tries.begin()
    },
    ends: () => tries.end(),
    plays: (seed: string) => tries.notes()?.ran(play(seed), undefined),
    filed: () => tries.played().map(([key, each]) => seedsOf(key, each)),
  }
}

/** What Jest 29 tells a test that runs at once with others, while it names another one. */
const atOnce29 = (name: string, named: string): Telling => ({
  currentTestName: named,
  currentConcurrentTestName: () => name,
})

/** What Jest 30 tells each test, in this try. */
const told30 = (name: string | undefined, nth: number): Telling => ({
  currentTestName: 'the one before',
  currentConcurrentTestName: () => name,
  currentTestIdentity: () => (name === undefined ? undefined : { invocations: nth }),
})

describe('F10 what a test of Jest plays', () => {
  it('is filed under its name, and under none between two tests', () => {
    const { begins, plays, ends, filed } = file()
    plays('first of all')
    begins('a')
    plays('1')
    plays('2')
    ends()
    plays('between')
    begins('b')
    plays('3')
    expect(filed()).toEqual(['a: 1,2', 'b: 3'])
  })

  it('counts in the last try alone', () => {
    const { begins, plays, ends, filed } = file(true)
    for (const seed of ['1', '2', '3']) {
      begins('a')
      plays(seed)
      ends()
    }
    expect(filed()).toEqual(['a: 3'])
  })

  it('is told apart from that of another test of the same name', () => {
    const { begins, plays, ends, filed } = file()
    for (const seed of ['1', '2']) {
      begins('a')
      plays(seed)
      ends()
    }
    expect(filed()).toEqual(['a: 1', 'a\n1: 2'])
  })

  it('is told apart where tests run at once, whose names Jest 29 goes on to tell', () => {
    const { tells, plays, filed } = file()
    tells(atOnce29('a', 'c'))
    plays('1')
    tells(atOnce29('b', 'c'))
    plays('2')
    tells(atOnce29('a', 'c'))
    plays('3')
    tells({ currentTestName: 'b' })
    plays('between')
    expect(filed()).toEqual(['a: 1,3', 'b: 2'])
  })

  it('is told apart by Jest 30, which counts tries as well', () => {
    const { tells, plays, filed } = file()
    tells(told30(undefined, 0))
    plays('between')
    tells(told30('a', 1))
    plays('1')
    tells(told30('b', 1))
    plays('2')
    tells(told30('a', 2))
    plays('3')
    expect(filed()).toEqual(['a: 3', 'b: 2'])
  })
})
