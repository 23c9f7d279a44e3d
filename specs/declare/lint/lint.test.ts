/** What lint returns: frozen data that prints well, the same each time. */
import { call, clients, lint, service, simulate, store, system, systemFrom } from 'gameday'
import type { System } from 'gameday'
import { describe, expect, it } from 'vitest'
import { boutique } from '../../../examples/online-boutique/system.ts'
import { shop as exampleShop } from '../../../examples/shop/shop.ts'

const textOf = (findings: unknown): string => String(findings)

const shop = system('shop', {
  users: clients({ rate: '100/s', call: 'api' }),
  api: service({
    handle: [call('db', { deadline: '1s', retry: { base: '2s', attempts: 2 } }), call('disk')],
  }),
  db: store({ time: '10ms' }),
  disk: store({ time: '10ms' }),
})

describe('lint', () => {
  it('finds nothing in what is well', () => {
    expect(exampleShop.warnings).toEqual([])
    expect(boutique().warnings).toEqual([])
    expect(textOf(lint(exampleShop))).toMatch(/^system shop: no warnings/)
  })

  it('returns data, warnings first', () => {
    const findings = lint(shop)
    expect(findings.map(({ rule, level }) => `${level} ${rule}`)).toEqual([
      'warning backoff-over-deadline',
      'advice call-without-timeout',
    ])
    expect(shop.warnings).toEqual(findings.slice(0, 1))
    expect([findings, ...findings].every(Object.isFrozen)).toBe(true)
    expect(lint(systemFrom(JSON.parse(JSON.stringify(shop))))).toEqual(findings)
  })

  it('prints them in lines that fit', () => {
    expect(textOf(lint(shop))).toBe(
      `
system shop: 1 warning, 1 piece of advice
  api->db  warning backoff-over-deadline
    the first retry comes after 2s, but the deadline is 1s: no call is ever tried again
    → write a shorter wait, as in base: '100ms', or more time
  api  advice call-without-timeout
    1 of its 2 calls wait without any time limit: disk
    → write one, as in call('disk', { timeout: '50ms' })`.trim(),
    )
  })

  it('is repeated by a run, but for advice, with the name to accept it by', () => {
    expect(simulate(shop, { for: '1s' }).warnings).toEqual([
      'api->db: the first retry comes after 2s, but the deadline is 1s: no call is ever tried ' +
        'again (backoff-over-deadline).',
    ])
  })

  it('copes with a chain of thousands of components', () => {
    const names = Array.from({ length: 3_000 }, (_, i) => `c${i}`)
    const parts = names.map((name, i) => {
      const next = names[i + 1]
      return [name, next === undefined ? store({ time: 1 }) : service({ handle: call(next) })]
    })
    const declare = system as (name: string, parts: object) => System
    const users = clients({ rate: '1/s', call: 'c0' })
    const chain = declare('chain', { users, ...Object.fromEntries(parts) })
    expect(lint(chain).every(({ level }) => level === 'advice')).toBe(true)
  })

  it('says what it was given instead of a system', () => {
    expect(() => lint({} as System)).toThrow('is no system')
  })
})
