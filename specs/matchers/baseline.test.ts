/** F10: a baseline fails a test when a goal has less room than it had, as a snapshot would. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clients, crash, goal, simulate, store, system } from 'gameday'
import { ensemble, experiment } from 'gameday/explore'
import { expect as soundly } from 'gameday/expect'
import { toMatchBaseline } from 'gameday/matchers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const kiosk = (concurrency: number) =>
  system('kiosk', {
    people: clients({ rate: '50/s', call: 'till', timeout: '100ms' }),
    till: store({ time: '15ms', concurrency, queue: 20 }),
  })
const goals = [goal.availability('50%'), goal.latency('p99', '200ms')]
const played = (concurrency: number, seed?: string) =>
  ensemble(kiosk(concurrency), {
    for: '5s',
    seeds: 20,
    goals,
    seed,
    faults: [crash('till').at('1s').for('1s')],
  })
const [wide, narrow] = [await played(4), await played(1)]

let folder = ''
let kept = ''
beforeEach(() => {
  vi.stubEnv('CI', '')
  folder = mkdtempSync(join(tmpdir(), 'gameday-baseline-'))
  kept = join(folder, '__gameday__/kiosk.test.ts.baseline')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

type Update = 'all' | 'new' | 'none'

/** A file that is run once: what its test says of what was played. */
function file(update: Update = 'new') {
  const snapshotState = { _updateSnapshot: update }
  const context = { testPath: join(folder, 'kiosk.test.ts'), snapshotState }
  return (
    many: Parameters<typeof toMatchBaseline>[0],
    { test = 'is no worse', ...more }: { test?: string; goals?: typeof goals; name?: string } = {},
  ) => {
    const { pass, message } = toMatchBaseline.call(
      { ...context, currentTestName: test },
      many,
      more.goals,
      more.name === undefined ? {} : { name: more.name },
    )
    return pass ? 'passes' : message()
  }
}

describe('F10 toMatchBaseline', () => {
  it('writes it the first time, and passes as long as nothing is worse', () => {
    expect(file()(wide)).toBe('passes')
    const text = readFileSync(kept, 'utf8')
    expect(text.match(/\n {8}\{ "goal"/g)).toHaveLength(2)
    expect(text.length).toBeLessThan(1_000)
    expect(file()(wide)).toBe('passes')
    expect(readFileSync(kept, 'utf8')).toBe(text)
  })

  it('fails where a goal is worse, says by how much, and keeps the file', () => {
    file()(wide)
    const text = readFileSync(kept, 'utf8')
    const said = file()(narrow)
    expect(said).toMatch(/^is no worse: \d goals? worse than the baseline\n/)
    expect(said).toMatch(/worse +goal\.availability\('50%'\) +margin \+2\d\S*% → .*of 20 seeds/)
    expect(said).toContain('some goal is called worse in at most 1% of all comparisons.')
    expect(said).toMatch(/kiosk\.test\.ts -t "is no worse" -u\n.*git add .*test\.ts\.baseline/)
    expect(said).toMatch(/seed \d+ lost most/)
    expect(readFileSync(kept, 'utf8')).toBe(text)
  })

  it('passes where it is better, and goes on to compare with what was written', () => {
    file()(narrow)
    expect(file()(wide)).toBe('passes')
    expect(file()(narrow)).toBe('passes')
  })

  it('is renewed by -u', () => {
    file()(wide)
    expect(file('all')(narrow)).toBe('passes')
    expect(file()(narrow)).toBe('passes')
  })

  it('adds a goal that is new, and leaves one that is asked no more until -u', () => {
    const [availability, latency] = goals
    file()(wide, { goals: [availability] })
    expect(file()(wide, { goals: [latency] })).toBe('passes')
    const asked = () => [...readFileSync(kept, 'utf8').matchAll(/"goal": "goal\.(\w+)/g)]
    expect(asked().map(([, kind]) => kind)).toEqual(['availability', 'latency'])
    file('all')(wide, { goals: [latency] })
    expect(asked().map(([, kind]) => kind)).toEqual(['latency'])
  })

  it('writes nothing in CI, where what is missing fails with what to do', () => {
    vi.stubEnv('CI', 'true')
    const said = file('all')(wide)
    expect(said).toContain('is no worse: 2 goals without a baseline')
    expect(said).toContain('take it on your machine and commit it')
    expect(existsSync(kept)).toBe(false)
  })

  it('takes an experiment as well, with its own goals', () => {
    const declared = (concurrency: number) =>
      experiment(kiosk(concurrency), {
        for: '5s',
        faults: [crash('till').at('1s').for('1s')],
        holds: goals,
      })
    expect(file()(declared(4))).toBe('passes')
    expect(file()(wide)).toBe('passes')
    expect(file()(declared(1))).toContain('worse than the baseline')
  })
})

describe('F10 toMatchBaseline tells mistakes:', () => {
  const told = (play: () => unknown): string => {
    try {
      return `${play()}`
    } catch (error) {
      return `${error as Error}`
    }
  }

  it('two baselines of one name', () => {
    const says = file()
    expect(says(wide)).toBe('passes')
    expect(says(wide)).toBe('passes')
    expect(told(() => says(narrow))).toContain(
      'two baselines of this file are called "is no worse"',
    )
    expect(says(narrow, { name: 'narrow' })).toBe('passes')
  })

  it('a file that cannot be read, which stays as it is even with -u', () => {
    mkdirSync(join(folder, '__gameday__'))
    for (const text of ['{ "version": 9 }', 'no JSON']) {
      writeFileSync(kept, text)
      expect(told(() => file('all')(wide))).toMatch(/delete it, play again and commit it anew/)
      expect(readFileSync(kept, 'utf8')).toBe(text)
    }
  })

  it('other seeds', async () => {
    file()(wide)
    const others = await played(4, 'others')
    expect(told(() => file()(others))).toContain('with the seeds 1 to 20, and now with others/1')
    expect(file('all')(others)).toBe('passes')
  })

  it('a folder that cannot be made', () => {
    writeFileSync(join(folder, '__gameday__'), 'a file')
    expect(told(() => file()(wide))).toContain('the baselines cannot be read')
  })

  it('too few seeds, no goals, .not, no test, and what is no ensemble', async () => {
    const few = await ensemble(kiosk(4), { for: '1s', seeds: 2 })
    expect(told(() => file()(few, { goals }))).toContain('a baseline is of 20 seeds')
    expect(told(() => file()(few))).toContain('nothing says which goals must be no worse')
    expect(told(() => toMatchBaseline.call({ isNot: true }, wide))).toContain('.not says nothing')
    expect(told(() => toMatchBaseline(wide))).toContain('no test runs here')
    // @ts-expect-error: a run is of one seed
    expect(told(() => file()(simulate(kiosk(4), { for: '1s' })))).toContain('was given a Run')
    // @ts-expect-error: there is no such matcher where there is no test
    expect(told(() => soundly(wide).toMatchBaseline())).toContain('gameday baseline')
  })
})
