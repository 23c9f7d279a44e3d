/** The engine asks no clock, rolls no dice, prints nothing, and computes the same bits anywhere. */
import { describe, expect, it } from 'vitest'
import { untamed } from './rules/globals.ts'
import { source, sourcesIn } from './support/files.ts'

describe('the engine', () => {
  it('keeps off the real clock, real chance, the console and powers', () => {
    expect(untamed(sourcesIn('src'))).toEqual([])
  })
})

describe('a line of the engine', () => {
  const breaches = (text: string, path = 'src/world/a.ts') => untamed([source(path, text)])

  it('that asks the real clock is told what to do instead', () => {
    expect(breaches('\nconst began = Date.now()')).toEqual([
      'src/world/a.ts:2  uses Date. Take `now: Ms` as an argument, so that a run and a spec can ' +
        'say what time it is.',
    ])
  })

  it.each([
    'new Date()',
    'Math.random()',
    'Math.pow(2, 3)',
    'Math.atan2(1, 2)',
    "Math['random']()",
    'const { random } = Math',
    '2 ** 3',
    'x **= 2',
    'setTimeout(f, 1)',
    'setInterval(f, 1)',
    'setImmediate(f)',
    'globalThis.setTimeout(f, 1)',
    'performance.now()',
    'console.log(1)',
    'crypto.randomUUID()',
    'const later = setTimeout',
    'const o = { performance }',
    'let when: Date',
  ])('is found: %s', text => {
    expect(breaches(text)).toHaveLength(1)
  })

  it.each([
    'Math.floor(Math.exp(2 * Math.log(x)) + Math.PI)',
    'fact.console',
    'const o = { performance: 1 }',
    'type T = { Date: number }',
    'class A { setTimeout() {} }',
    '// Date.now() and 2 ** 3',
    "'Math.random()'",
  ])('is left alone: %s', text => {
    expect(breaches(text)).toEqual([])
  })

  it('may meet the real world in adapters, report and cli', () => {
    expect(breaches('Date.now()', 'src/adapters/live.ts')).toEqual([])
    expect(breaches('Date.now()', 'src/report/html.ts')).toEqual([])
    expect(breaches('Date.now()', 'src/cli/main.ts')).toEqual([])
    expect(breaches('Date.now()', 'src/explore/many.ts')).toHaveLength(1)
    expect(breaches('Date.now()', 'src/index.ts')).toHaveLength(1)
  })
})
