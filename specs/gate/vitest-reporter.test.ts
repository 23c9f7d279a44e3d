/** F10: the reporter of Vitest, with suites of their own. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Report, RunEntry, TestEntry } from '../../src/gate/report.ts'
import { root } from '../house/support/files.ts'
import { type Ended, named, shopFiles, suite, type SuiteFolder } from './support/suite.ts'

const head = `
import { crash, goal, Simulation } from 'gameday'
import { experiment, explore } from 'gameday/explore'
import { expect } from 'gameday/vitest'
import { beforeAll, describe, it } from 'vitest'
import { play, shop } from './shop.ts'
`

const files = {
  ...shopFiles,
  'availability.test.ts': `${head}
describe('the shop', () => {
  it('stays available', () => {
    expect(play('7')).toStayAvailable('99.9%')
  })
  it('is fine', () => {
    expect(play('8')).toStayAvailable('10%')
  })
})
`,
  // Each waits for all others, so that all run at once.
  'concurrent.test.ts': `${head}
let arrived = 0
for (const seed of ['a', 'b', 'c']) {
  it.concurrent('plays ' + seed, async () => {
    arrived++
    while (arrived < 3) await new Promise(resolve => setTimeout(resolve, 1))
    const run = play(seed)
    await Promise.resolve()
    expect(run).toStayAvailable('99%')
  })
}
`,
  'retries.test.ts': `${head}
let tries = 0
it('is tried three times', { retry: 2 }, () => {
  tries++
  expect(play('try ' + tries)).toStayAvailable('99%')
})
let others = 0
it('passes in the end', { retry: 2 }, () => {
  others++
  expect(play('try ' + others)).toStayAvailable(others < 2 ? '99%' : '10%')
})
`,
  'others.test.ts': `${head}
let shared
beforeAll(() => {
  shared = play('shared')
})
it('asks of a run that was played before', () => {
  expect(shared).not.toStayAvailable('10%')
})
it('asks an experiment', () => {
  const { verdict } = experiment(shop, {
    name: 'a dead database', for: '10s', seed: '5',
    faults: [crash('db').at('2s').for('2s')],
    holds: [goal.availability('99%'), goal.latency('p99', '1m')],
  }).play()
  expect(verdict).toBe('held')
})
it('searches', async () => {
  await explore(shop, {
    for: '10s', runs: 20, seed: '1', store: false, kinds: ['crash'], targets: ['db'],
    holds: run => expect(run).toStayAvailable('99%'),
  })
})
it('plays nothing', () => {
  expect(1).toBe(2)
})
it.skip('is skipped', () => {})
`,
  'unloadable.test.ts': `throw new Error('no such luck')`,
}

describe('F10 the reporter of Vitest', () => {
  let folder: SuiteFolder
  let ended: Ended
  let report: Report
  beforeAll(async () => {
    folder = suite(files, { test: 'maxWorkers: 2, minWorkers: 2,' })
    ended = await folder.run()
    report = folder.report()
  })
  afterAll(() => folder.remove())

  const runsOf = (test: TestEntry): RunEntry[] => test.plays.filter(play => play.kind === 'run')

  it('says where it wrote the report, and leaves the exit code as it is', () => {
    expect(ended.printed).toContain('report written to .gameday/report.json')
    expect(ended.code).toBe(1)
  })

  it('tells every test, in order of file and line', () => {
    const told = report.tests.map(({ file, path, line, state }) => {
      return `${file}:${line} ${path.join(' > ')}: ${state}`
    })
    expect(told).toEqual([
      'availability.test.ts:9 the shop > stays available: failed',
      'availability.test.ts:12 the shop > is fine: passed',
      'concurrent.test.ts:10 plays a: failed',
      'concurrent.test.ts:10 plays b: failed',
      'concurrent.test.ts:10 plays c: failed',
      'others.test.ts:12 asks of a run that was played before: failed',
      'others.test.ts:15 asks an experiment: failed',
      'others.test.ts:23 searches: failed',
      'others.test.ts:29 plays nothing: failed',
      'others.test.ts:32 is skipped: skipped',
      'retries.test.ts:9 is tried three times: failed',
      'retries.test.ts:14 passes in the end: passed',
      'unloadable.test.ts:null : failed',
    ])
    expect(named(report, 'plays nothing').errors[0]).toContain('expected 1 to be 2')
    expect(report.tests.at(-1)?.errors).toEqual(['no such luck'])
  })

  it('files a run under its test with its goal, both at the lines of the user', () => {
    const [run, ...more] = runsOf(named(report, 'stays available'))
    expect(more).toEqual([])
    expect(run).toMatchObject({
      name: 'shop',
      seed: '7',
      place: { file: 'shop.ts', line: 9 },
      experiment: null,
      forMs: 10_000,
      faults: [
        { fault: "crash('db').at('2s').for('2s')", periods: [{ fromMs: 2000, toMs: 4000 }] },
      ],
      replay: [
        `npx vitest run availability.test.ts -t "stays available"`,
        'seed 7 (given in the spec)',
      ],
    })
    const [goal, ...others] = run.goals
    expect(others).toEqual([])
    expect(goal).toMatchObject({
      text: "goal.availability('99.9%')",
      verdict: 'broken',
      margin: { unit: 'share' },
      place: { file: 'availability.test.ts', line: 10 },
      explanation: { cause: { faults: ["crash('db').at('2s').for('2s')"] } },
    })
    expect(goal.message).toContain('Why')
  })

  it('is as its schema says', () => {
    const schema = JSON.parse(readFileSync(join(root, 'schema/report.json'), 'utf8'))
    const validate = new Ajv2020({ allowUnionTypes: true, allErrors: true }).compile(schema)
    validate(report)
    expect(validate.errors).toBeNull()
    expect(validate({ ...report, version: 2 })).toBe(false)
  })

  it('keeps nothing of what passed', () => {
    expect(named(report, 'is fine').plays).toEqual([])
  })

  it('tells apart tests that run at once', () => {
    for (const seed of ['a', 'b', 'c']) {
      const runs = runsOf(named(report, `plays ${seed}`))
      expect(runs.map(run => [run.seed, run.goals.length])).toEqual([[seed, 1]])
    }
  })

  it('counts the last try alone', () => {
    expect(runsOf(named(report, 'is tried three times')).map(({ seed }) => seed)).toEqual(['try 3'])
    expect(named(report, 'passes in the end').plays).toEqual([])
  })

  it('files a run that was played before under the test that asks of it', () => {
    const [run] = runsOf(named(report, 'asks of a run that was played before'))
    expect(run).toMatchObject({ seed: 'shared', place: null, goals: [{ isNot: true }] })
    expect(run.goals[0].verdict).toBe('broken')
  })

  it('files an experiment as one run, with its goals', () => {
    const [run, ...more] = runsOf(named(report, 'asks an experiment'))
    expect(more).toEqual([])
    expect(run).toMatchObject({ name: 'a dead database', experiment: { verdict: 'broken' } })
    expect(run.goals.map(({ text, verdict }) => [text, verdict])).toEqual([
      ["goal.availability('99%')", 'broken'],
      ["goal.latency('p99', '1m')", 'held'],
    ])
  })

  it('files a search as one play, with its counterexample and none of its trials', () => {
    const { plays } = named(report, 'searches')
    expect(plays).toMatchObject([
      {
        kind: 'search',
        seed: '1',
        verdict: 'broken',
        place: { file: 'others.test.ts', line: 24 },
        counterexample: { faults: [{ kind: 'crash', target: 'db' }] },
      },
    ])
  })
})

describe('F10 a report of all tests', () => {
  let folder: SuiteFolder
  beforeAll(() => {
    const small = {
      'a.test.ts': files['availability.test.ts'],
      'b.test.ts': files['retries.test.ts'],
    }
    const options = "{ json: 'report.json', for: 'all' }"
    folder = suite({ ...shopFiles, ...small }, { options })
  })
  afterAll(() => folder.remove())

  it('is the same once its shards are merged, and stays when a later suite is killed', async () => {
    const { merged } = await import('../../src/gate/merge.ts')
    await folder.run()
    const whole = folder.read('report.json')
    expect(named(folder.report('report.json'), 'is fine').plays).toHaveLength(1)
    const shards: Report[] = []
    for (const shard of ['2/2', '1/2']) {
      await folder.run(`--shard=${shard}`)
      shards.push(folder.report('report.json'))
    }
    expect(shards.map(({ tests }) => tests.length)).toEqual([2, 2])
    expect(merged(shards)).toEqual(JSON.parse(whole))

    const before = folder.read('report.json')
    folder.write(
      'c.test.ts',
      `import { it } from 'vitest'
it('kills the whole suite', async () => {
  process.kill(process.ppid, 'SIGKILL')
  await new Promise(() => {})
})
`,
    )
    await folder.run('--pool=forks')
    expect(folder.read('report.json')).toBe(before)
  })
})
