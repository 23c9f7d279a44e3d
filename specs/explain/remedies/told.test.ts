/** F7 Same seed: the root repair first, why a change helps, what it takes, and what is none. */
import {
  badDeployment,
  call,
  clients,
  errors,
  expiredCertificate,
  type Fault,
  type Goal,
  goal,
  service,
  simulate,
  slow,
  store,
  surge,
  type System,
  system,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { explainedGoal } from '../../../src/explain/explained-goal.ts'
import { Aim } from '../../../src/explain/remedies/aim.ts'
import { Bench } from '../../../src/explain/remedies/bench.ts'
import { attempt, type Setting } from '../../../src/explain/remedies/check.ts'
import { failedIn } from '../../../src/explain/remedies/listing.ts'
import type { Change } from '../../../src/explain/remedies/remedy.ts'
import { steadyOf } from '../../../src/explain/remedies/steady.ts'
import type { Origin } from '../../../src/record/origin.ts'
import { remediesSection } from '../../../src/report/remedies-text.ts'

const shop = (db: object = {}, asking: object = {}) =>
  system('shop', {
    users: clients({ rate: '40/s', arrivals: 'steady', call: 'web', timeout: '1s' }),
    web: service({ concurrency: 200, handle: call('db', { timeout: '200ms', ...asking }) }),
    db: store({ concurrency: 4, time: '20ms', ...db }),
  })

type Told = { readonly declared: System; readonly faults: readonly Fault[]; readonly goal: Goal }

const played = (declared: System, faults: readonly Fault[]) =>
  simulate(declared, { for: '20s', faults: [...faults], seed: '1', strict: false })

function told({ declared, faults, goal: wanted }: Told): readonly string[] {
  const found = explainedGoal(played(declared, faults), wanted)
  return remediesSection(found!.remedies).lines
}

/** What can be said against anything of a run. */
function settingOf(declared: System, faults: readonly Fault[], wanted: Goal): Setting {
  const run = played(declared, faults)
  const bench = new Bench(run, run.origin as Origin<System, Fault>, { runs: 9, events: () => 1e9 })
  const aim = new Aim([wanted], run)
  const calm = steadyOf(played(declared, []), aim)
  return { bench, aim, broken: aim.of(run), calm, guards: [], seeds: 0, known: new Map() }
}

describe('F7 what is told of a change', () => {
  it('comes behind the repair, and with a warning, where it only covers a fault', () => {
    const lines = told({
      declared: shop(),
      faults: [expiredCertificate('db').at('5s').for('5s')],
      goal: goal.availability('99%'),
    })
    expect(lines.slice(0, 4)).toEqual([
      'renew the certificate of db: 100%; until then, only if a made-up answer may do:',
      "- web  call('db', { timeout: '200ms' })",
      "+ web  call('db', { timeout: '200ms', fallback: { value: 'stand-in' } })",
      '  a fallback: 100%',
    ])
    expect(lines[4]).toMatch(/^hides the fault: .*, and the call is not optional$/)
  })

  it('says what a retry takes, and that it goes to another replica where it does', () => {
    const lines = told({
      declared: shop({ replicas: 4 }),
      faults: [badDeployment('db', { errorRate: 1, share: 0.25 }).at('5s').for('10s')],
      goal: goal.availability('99%'),
    })
    expect(lines[0]).toBe('roll back the deployment of db: 100%; until then:')
    expect(lines).toContainEqual(expect.stringContaining('the retry goes to another replica'))
    expect(lines).toContainEqual(
      expect.stringMatching(/^the price: \d+ more attempts; db must bear being asked twice$/),
    )
    expect(lines.join('\n')).not.toContain('nothing changes')
  })

  it('offers the smallest size that holds, with how much of it is in use', () => {
    const lines = told({
      declared: shop({ concurrency: 2 }),
      faults: [surge('users', { factor: 3.4 }).at('5s').for('10s')],
      goal: goal.availability('99%'),
    })
    expect(lines).toContain('+ db  concurrency: 3')
    expect(lines).toContain(
      'the price: 1 more slot; at the peak 2.72 of 3 are in use: hardly any headroom',
    )
  })

  it('writes what stands there in the same form as what is to, and that nothing does', () => {
    const declared = shop({}, { retry: { attempts: 4, budget: { ratio: 0.1, minPerSecond: 0 } } })
    const faults = [errors('db', { rate: 0.4, code: 503 }).at('5s').for('10s')]
    const lines = told({ declared, faults, goal: goal.availability('95%') })
    expect(lines.slice(0, 4)).toEqual([
      "- web  call('db', { timeout: '200ms', retry: { attempts: 4, budget: { ratio: 0.1,",
      '      minPerSecond: 0 } } })',
      "+ web  call('db', { timeout: '200ms', retry: { attempts: 4, budget: { ratio: 0.5,",
      '      minPerSecond: 0 } } })',
    ])
    expect(lines.join('\n')).not.toContain('…')
  })
})

describe('F7 where nothing holds', () => {
  it('says of one change that was tried what it says of many', () => {
    const declared = shop()
    const { remedies } = explainedGoal(
      played(declared, [slow('db', { by: '1s' }).at('5s')]),
      goal.availability('99%'),
    )!
    const failed = (what: string) => ({
      what,
      inFull: what,
      why: 'not enough',
      changes: [],
      lines: [],
      margin: undefined,
      measured: '',
      ofTheWay: 0,
    })
    const further = 'to search further: await remedies(system, { for: …, faults: […], goal: … })'
    const lines = (...names: readonly string[]): readonly string[] => {
      const insufficient = names.map(failed)
      const none = { ...remedies, cures: [], harmful: [], repairs: [], runs: 9, isCutShort: false }
      return remediesSection({ ...none, insufficient }).lines
    }
    expect(lines('a')).toEqual(['the only change that was tried does not hold, in 9 runs', further])
    expect(lines('a', 'b')).toEqual(['none of 2 changes that were tried holds, in 9 runs', further])
    expect(lines()).toEqual([])
    expect(remediesSection(remedies).lines).not.toContain(further)
  })
})

describe('F7 what is no change', () => {
  it('makes no system: it is told why, and nothing is played', () => {
    const setting = settingOf(shop(), [slow('db', { by: '1s' }).at('5s')], goal.availability('99%'))
    const wrong: Change = {
      kind: 'more slots',
      place: 'db',
      what: '-1 slots',
      price: 1,
      edit: ({ parts }) => (parts['db']['concurrency'] = -1),
    }
    const { value: outcome } = attempt(setting, [wrong]).next()
    const why = '-1 is not a whole number from 1 to 1_000_000'
    expect(outcome).toEqual({ is: 'invalid', why })
    expect(setting.bench.runs).toBe(0)
    const failed = failedIn([{ remedy: [wrong], outcome: outcome as never }], setting)
    expect(failed.impossible).toEqual([{ what: '-1 slots at db', why }])
  })

  it('is a goal that throws: its error is told as it is', () => {
    const run = played(shop(), [])
    const asked = goal.availability('99%', { on: 'web->nobody' })
    expect(() => new Aim([asked], run)).toThrow('this run has no call "web->nobody"')
  })
})
