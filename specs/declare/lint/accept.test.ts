/** What is meant so is accepted by the name of its rule, with a reason. */
import { call, clients, lint, service, simulate, store, system, systemFrom } from 'gameday'
import type { AcceptSpec } from 'gameday'
import { describe, expect, it } from 'vitest'

const shop = (accept?: AcceptSpec) =>
  system(
    'shop',
    {
      users: clients({ rate: '100/s', call: 'api' }),
      api: service({
        handle: [
          call('db', { timeout: '1s', deadline: '500ms' }),
          call('disk', { timeout: '2s', deadline: '500ms' }),
        ],
      }),
      db: store({ time: '10ms' }),
      disk: store({ time: '10ms' }),
    },
    accept && { accept },
  )

const places = (accept?: AcceptSpec): string[] => shop(accept).warnings.map(({ at }) => at)

describe('accept', () => {
  it('silences a rule, everywhere or at a place', () => {
    expect(places()).toEqual(['api->db', 'api->disk'])
    expect(places({ 'timeout-over-deadline': 'a leftover' })).toEqual([])
    const there = { 'timeout-over-deadline': { 'api->db': 'a leftover' } }
    expect(places(there)).toEqual(['api->disk'])
    expect(lint(shop(there)).map(({ at }) => at)).toEqual(['api->disk'])
    expect(simulate(shop(there), { for: '1s' }).warnings).toHaveLength(1)
  })

  it('stays through JSON', () => {
    const there = shop({ 'timeout-over-deadline': { 'api->db': 'a leftover' } })
    const again = systemFrom(JSON.parse(JSON.stringify(there)))
    expect(again.warnings).toEqual(there.warnings)
  })

  it('tells what is accepted in vain', () => {
    const vain = {
      'layered-retries': 'both are quick',
      'timeout-over-deadline': { 'api->db': 'a leftover', 'api->cellar': 'a leftover' },
    }
    expect(lint(shop(vain)).filter(({ rule }) => rule === 'unused-accept')).toEqual([
      {
        rule: 'unused-accept',
        level: 'advice',
        at: 'accept',
        what: 'layered-retries is accepted, but it has nothing to tell',
        fix: 'take it out of accept',
      },
      {
        rule: 'unused-accept',
        level: 'advice',
        at: 'api->cellar',
        what: 'timeout-over-deadline is accepted here, but it has nothing to tell',
        fix: 'take it out of accept',
      },
    ])
    expect(shop(vain).warnings.map(({ rule }) => rule)).toEqual(['timeout-over-deadline'])
  })

  it('knows the names of rules, and asks for a reason', () => {
    const wrong = (accept: object) => () => shop(accept)
    expect(wrong({ 'layerd-retries': 'quick' })).toThrow('did you mean "layered-retries"?')
    expect(wrong({ 'layered-retries': '' })).toThrow('the reason is empty')
    expect(wrong({ 'layered-retries': true })).toThrow('true is no reason')
    expect(wrong({ 'layered-retries': { 'web->db': ' ' } })).toThrow('the reason is empty')
  })
})
