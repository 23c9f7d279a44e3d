/** Names of every kind: those with a meaning are refused, all others simply work. */
import { call, clients, service, simulate, slow, store, systemFrom, work } from 'gameday'
import type { SystemJson } from 'gameday'
import { describe, expect, it } from 'vitest'
import { mistakes } from '../kernel/support/mistakes.ts'

/** Names that the compiler does not know: as plain data, as they come from JSON. */
const declared = (parts: SystemJson['parts']) => systemFrom({ name: 'odd', parts, options: {} })

/** A system whose only store has this name. */
const named = (name: string) =>
  declared({
    users: clients({ rate: '10/s', arrivals: 'steady', call: name }),
    [name]: store({ time: '5ms' }),
  })

describe('a name', () => {
  it.each(['a->b', 'db#0', 'a.b', 'zone:eu', 'a<->b', 'default'])('is not "%s"', name => {
    expect(mistakes(() => named(name))[0]).toContain(`the name "${name}"`)
  })

  it('is not empty', () => {
    expect(mistakes(() => named(''))[0]).toContain('the name ""')
  })

  it.each([
    "it's",
    'say "hi"',
    '<b>&amp;</b>',
    'naïve 名前 🦆',
    'with space',
    'back\\slash',
    'new\nline',
    '${x}',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
  ])('may be %j', name => {
    const faults = [slow(name, { by: '1ms' })]
    const run = simulate(named(name), { for: '1s', faults })
    expect(run.at(name).issued).toBe(10)
    expect(run.on(`users->${name}`).latency.mean).toBeCloseTo(6, 9)
    expect(run.requests({ during: faults[0] }).issued).toBe(10)
  })

  it.each(['__proto__', 'constructor', 'prototype'])(
    'of a task or an operation may be %s',
    name => {
      const odd = declared({
        users: clients({
          rate: '10/s',
          arrivals: 'steady',
          tasks: { [name]: { steps: call(`web.${name}`) } },
        }),
        web: service({ operations: { [name]: work('5ms'), other: work('1ms') } }),
      })
      const run = simulate(odd, { for: '1s' })
      expect(run.requests({ class: name }).latency.mean).toBeCloseTo(5, 9)
    },
  )

  it('of any kind survives JSON', () => {
    for (const name of ['__proto__', 'constructor', "it's", 'new\nline']) {
      const again = systemFrom(JSON.parse(JSON.stringify(named(name))))
      expect(simulate(again, { for: '1s' }).digest).toBe(
        simulate(named(name), { for: '1s' }).digest,
      )
    }
  })
})
