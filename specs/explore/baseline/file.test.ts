/** F10: baselines as a file: small, diff-friendly, and read with care. */
import { describe, expect, it } from 'vitest'
import { baselinesFrom, baselinesText } from '../../../src/explore/baseline/file.ts'

const seeds = Array.from({ length: 20 }, (_, i) => `${i + 1}`)
const baseline = {
  seeds,
  goals: [
    { goal: "goal.availability('99%')", unit: 'share' as const, margins: seeds.map(() => 0.0025) },
    { goal: 'goal.recovers()', unit: null, margins: seeds.map(() => 'held' as const) },
  ],
}

describe('F10 a file of baselines', () => {
  it('has a line for each goal, is in order of names, and comes back as it was', () => {
    const text = baselinesText({ b: baseline, 'a "quoted" name\n': baseline })
    expect(text).toBe(`{
  "version": 1,
  "baselines": {
    "a \\"quoted\\" name\\n": ${part()},
    "b": ${part()}
  }
}
`)
    expect(baselinesFrom(text, 'x.json')).toEqual({ b: baseline, 'a "quoted" name\n': baseline })
  })

  it('comes back with every name, be it one that objects have themselves', () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'x']
    const text = baselinesText(Object.fromEntries(names.map(name => [name, baseline])))
    const read = baselinesFrom(text, 'x.json')
    expect(Object.entries(read)).toEqual(names.map(name => [name, baseline]))
  })

  it.each([
    ['{ "version": 2, "baselines": {} }', 'its version is 2, and this gameday reads 1'],
    ['{}', 'its version is undefined'],
    ['{ "version": 1,', 'the baselines cannot be read'],
    ['{\n<<<<<<< HEAD\n', 'a merge left both sides in it'],
    ['{ "version": 1, "baselines": [] }', 'is no set of baselines'],
    ['{ "version": 1, "baselines": { "a": { "seeds": ["1"], "goals": [] } } }', 'not 20'],
  ])('is refused with a remedy: %j', (text, said) => {
    let message = ''
    try {
      baselinesFrom(text, '__gameday__/shop.test.ts.baseline')
    } catch (error) {
      message = `${error as Error}`
    }
    expect(message).toContain(said)
    expect(message).toContain('__gameday__/shop.test.ts.baseline')
    expect(message).toMatch(/fix:|→|delete it|renew/)
  })
})

const part = (): string => `{
      "seeds": [${each(seed => `"${seed}"`)}],
      "goals": [
        ${line("goal.availability('99%')", '"share"', '0.0025')},
        ${line('goal.recovers()', 'null', '"held"')}
      ]
    }`

const line = (goal: string, unit: string, margin: string): string =>
  `{ "goal": "${goal}", "unit": ${unit}, "margins": [${each(() => margin)}] }`

const each = (text: (seed: string) => string): string => seeds.map(text).join(', ')
