/** What the reporter adds to the setup files of Jest: it files what tests play under them. */
import { afterAll, afterEach, beforeEach, expect } from '@jest/globals'
import { fileTo } from '../record/filing.ts'
import { Collector } from './collect.ts'
import { playsOf, type TestPlays } from './entries/entries.ts'
import { JestTries, type Try } from './jest-tries.ts'
import { type Brief, briefHere, writePart } from './parts.ts'

const brief = briefHere()
if (brief !== undefined) fileFor(brief)

/** Jest does not say in time which tests have failed: the reporter leaves out what is not asked. */
function fileFor(brief: Brief): void {
  const tries = new JestTries(() => expect.getState(), isTriedAgain)
  const collector = new Collector(() => tries.notes())
  fileTo(collector)
  beforeEach(() => tries.begin())
  afterEach(() => tries.end())
  afterAll(() => {
    const { testPath } = expect.getState()
    const played = tries.played()
    if (testPath === undefined || played.length === 0) return
    const plays = played.map(([key, each]) => [key, playsIn(each, testPath)] as const)
    writePart(brief, testPath, Object.fromEntries(plays))
  })

  function playsIn({ notes, name }: Try, file: string): TestPlays {
    const test = { runner: 'jest', file, folder: brief.root, test: name } as const
    return collector.aside(() => playsOf(notes, { ...brief, test }))
  }
}

/** Where `jest.retryTimes` is kept. */
const retries: unique symbol = Symbol.for('RETRY_TIMES')

function isTriedAgain(): boolean {
  const times = (globalThis as { [retries]?: string | number })[retries] ?? 0
  return Number(times) > 0
}
