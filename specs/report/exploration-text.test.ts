/** F8: what a search found is told so that a person sees what broke, how nearly, and what to do. */
import { crash, errors, slow } from 'gameday'
import type { Counterexample, Findings, DialMargin } from 'gameday/explore'
import { describe, expect, it } from 'vitest'
import { explorationText } from '../../src/report/exploration-text.ts'

const late = slow('db', { by: '500ms' }).at('10s').for('5s')
const wrong = errors('cart', { rate: 0.3 }).at('10s').for('5s')

const byMargin: DialMargin = {
  fault: late,
  dial: 'by',
  sweep: [
    { value: 100, held: true },
    { value: 200, held: true },
    { value: 500, held: false },
    { value: 1_000, held: false },
  ],
  isMonotone: true,
}
const rateMargin: DialMargin = {
  fault: wrong,
  dial: 'rate',
  sweep: [0.1, 0.2, 0.3, 0.5, 1].map(value => ({ value, held: [0.1, 0.2, 0.5].includes(value) })),
  isMonotone: false,
}

const broken: Counterexample = {
  code: 'shop-3f2a9c1d',
  verdict: 'broken',
  goal: 'holds',
  explanations: [],
  message: 'shop: availability 73.74%, wanted >= 99.9%\n\n  4,740 of 18,050 requests failed.',
  faults: [late, wrong],
  seed: '1/17',
  trial: 17,
  found: [slow('db', { by: '2s' }).at('9700ms').for('12s'), wrong, crash('ads').at('3s').for('4s')],
  shrinking: { runs: 41, isMinimal: true },
  margins: [byMargin, rateMargin],
  degree: null,
  others: [],
}

const findings: Findings = {
  verdict: 'held',
  name: 'shop',
  seed: '1',
  ending: 'done',
  of: 200,
  totals: {
    trials: 200,
    verdicts: { held: 200, broken: 0, unknown: 0, threw: 0, endless: 0, flaky: 0, unfinished: 0 },
    requests: [11_000, 500, 300, 200, 0, 0, 0, 0],
    latency: [],
    behaviours: { 'web timeout': 12, 'db error': 3 },
    touched: { 'slow db': 20, 'crash web': 8 },
    reached: {},
    stopped: 0,
  },
  never: [],
  pairs: { possible: 45, touched: 42, never: ['crash web', 'slow db', 'partition web->db'] },
  counterexample: undefined,
  known: { played: 0, held: 0 },
  warnings: [],
}

const told = (change: Partial<Counterexample>): string =>
  explorationText({ ...findings, counterexample: { ...broken, ...change } })
const headline = (text: string): string => text.split('\n')[0]

describe('F8: what was found, as text', () => {
  it('says with which faults, how far from harmless, how it was found, and what to paste', () => {
    const text = explorationText(
      { ...findings, counterexample: broken },
      { replay: ['npx gameday replay shop-3f2a9c1d'], test: { text: "test('…', () => {\n})\n" } },
    )
    expect(text).toMatchInlineSnapshot(`
      "shop: does not hold with 2 faults

        slow('db', { by: '500ms' }).at('10s').for('5s')
        errors('cart', { rate: 0.3, code: 500 }).at('10s').for('5s')

        What was said
          shop: availability 73.74%, wanted >= 99.9%

            4,740 of 18,050 requests failed.

        How far it is from harmless
          slow('db', { by: '500ms' }).at('10s').for('5s')
            by  holds up to '200ms', breaks from '500ms'
          errors('cart', { rate: 0.3, code: 500 }).at('10s').for('5s')
            rate  has no one threshold: 0.1..0.2 held, 0.3 broken, 0.5 held, 1 broken

        How it was found
          Trial 17 of seed 1, of 200 trials at most.
          It had tried:
            slow('db', { by: '2s' }).at('9700ms').for('12s')
            errors('cart', { rate: 0.3, code: 500 }).at('10s').for('5s')
            crash('ads').at('3s').for('4s')
          Shrinking took 41 runs: with any one fault less, or weaker by a step, it holds.
          12,000 requests (95.83% served), 2 behaviours seen.

        Replay  npx gameday replay shop-3f2a9c1d

      ──── the test to paste ────
      test('…', () => {
      })
      ───────────────────────────"
    `)
  })

  it('says how much was covered when all held', () => {
    expect(explorationText(findings)).toMatchInlineSnapshot(`
      "shop: held in 200 trials

        12,000 requests (95.83% served), 2 behaviours seen.
        42 of 45 pairs of a fault and its target touched traffic; 3 pairs never did:
          crash web, slow db, partition web->db"
    `)
  })

  it('says of how many trials the end was not played', () => {
    const totals = { ...findings.totals, stopped: 148 }
    const [, line] = /(148 trials .*)/.exec(explorationText({ ...findings, totals })) ?? []
    expect(line).toBe(
      '148 trials were stopped when all had long been calm, and held until then; ' +
        '`whole: true` plays on.',
    )
  })

  it('says what was never seen, what was known, and what could not be used', () => {
    const text = explorationText({
      ...findings,
      verdict: 'unknown',
      never: ['the breaker opens'],
      known: { played: 3, held: 3 },
      warnings: ['.gameday/counterexamples/x.json:3 is left out: it is no JSON.'],
    })
    expect(text).toMatchInlineSnapshot(`
      "shop: unknown, 1 thing to be seen never was in 200 trials

        12,000 requests (95.83% served), 2 behaviours seen.
        42 of 45 pairs of a fault and its target touched traffic; 3 pairs never did:
          crash web, slow db, partition web->db
        3 known counterexamples came first: all hold now.

        Never seen, though it was to be seen sometimes
          the breaker opens

        What to do
          Give it more trials, or more time, or faults that lead there; or leave out what cannot be.

        Not as it should be
          .gameday/counterexamples/x.json:3 is left out: it is no JSON."
    `)
  })

  it('says loudly that it was cut short', () => {
    const cut = {
      ...findings,
      verdict: 'unfinished',
      ending: 'stopped',
      totals: { ...findings.totals, trials: 37 },
    } as const
    expect(headline(explorationText(cut))).toBe(
      'shop: STOPPED after 37 trials of 200; it held until then',
    )
    expect(
      headline(explorationText({ ...cut, verdict: 'unfinished', ending: 'out of time' })),
    ).toMatch(/^shop: OUT OF TIME/)
    const none = { ...cut, totals: { ...findings.totals, trials: 0 } }
    expect(headline(explorationText(none))).toBe(
      'shop: STOPPED after 0 trials of 200, so nothing is known',
    )
  })

  it('says that nothing was tried rather than that it held', () => {
    const totals = { ...findings.totals, trials: 0, requests: [], touched: {} }
    const none = { ...findings, verdict: 'unknown', totals } as const
    expect(headline(explorationText(none))).toBe('shop: unknown, nothing was tried')
  })

  it('says that no fault struck rather than that it held', () => {
    const totals = { ...findings.totals, trials: 1, touched: {} }
    const text = explorationText({ ...findings, verdict: 'unknown', totals })
    expect(headline(text)).toBe('shop: unknown, no fault struck in 1 trial')
    expect(text).toContain('Give it more trials, or more')
  })
})

describe('F8: each way not to hold', () => {
  it('has a headline of its own', () => {
    const verdicts = ['broken', 'unknown', 'threw', 'endless', 'flaky'] as const
    expect(verdicts.map(verdict => headline(told({ verdict })))).toMatchInlineSnapshot(`
      [
        "shop: does not hold with 2 faults",
        "shop: unknown, there was nothing to judge with 2 faults",
        "shop: the goal, or code, failed by itself with 2 faults",
        "shop: a run has no end with 2 faults",
        "shop: the goal judged the same run twice, and differently, with 2 faults",
      ]
    `)
    expect(headline(told({ goal: 'recovers', faults: [late] }))).toBe(
      'shop: does not recover with 1 fault',
    )
    expect(headline(told({ faults: [] }))).toBe('shop: does not hold when nothing goes wrong')
    expect(told({ faults: [] })).toContain('There is no fault that could be left out.')
  })

  it('says what to do about what is no finding about the system', () => {
    expect(told({ verdict: 'threw' })).toContain('That is a mistake in it')
    expect(told({ verdict: 'flaky' })).toContain('A goal may depend on the run alone')
    expect(told({ verdict: 'endless' })).toContain('endless loop of retries')
    expect(told({ verdict: 'unknown' })).toContain('Offer load')
    expect(told({})).not.toContain('What to do')
  })

  it('says where it is kept, apart from what to paste', () => {
    const advice = ['It is kept in .gameday as shop-3f2a9c1d, and comes first from now on.']
    const text = explorationText({ ...findings, counterexample: broken }, { advice })
    expect(text).toContain(`What to do\n    ${advice[0]}`)
    expect(text).not.toContain('Replay')
  })

  it('does not call minimal what is not', () => {
    const text = told({ shrinking: { runs: 300, isMinimal: false } })
    expect(text).toContain('Not minimal: shrinking stopped after 300 runs')
  })

  it('prints nothing that a terminal would obey', () => {
    const text = explorationText({
      ...findings,
      name: 'sh\u001b[2Jop',
      counterexample: { ...broken, message: 'bell \u0007, and \u202e reversed' },
    })
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
    expect(text).toContain('sh\\u001b[2Jop')
  })
})
