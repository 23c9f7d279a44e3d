/** Mistakes in what calls do to records, and keys that are of use since records have them. */
import {
  call,
  clients,
  publish,
  queue,
  service,
  type Steps,
  store,
  system,
  work,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'

const told = (handle: Steps): string[] =>
  problemsOf(() =>
    system('bank', {
      users: clients({ rate: '1/s', call: 'api' }),
      api: anything(service({ handle })),
      other: service({ handle: work('1ms') }),
      ledger: store({ time: '1ms' }),
    }),
  ).map(({ what, where, fix }) => `${where}: ${what}; ${fix}`)

describe('what a call does to a record', () => {
  it('is one of a few things', () => {
    expect(told(call('ledger', { record: anything('erase') }))).toEqual([
      'api › handle › record: "erase" is no choice; ' +
        'write one of "read", "write", "compareAndSet", "release"',
    ])
  })

  it('is done by stores', () => {
    expect(told(call('other', { record: 'read' }))).toEqual([
      'api: "other" is no store, and only stores keep records; ' +
        "declare it with store({ … }), or leave record out of call('other')",
    ])
  })

  it('is not said by stores that answer in words', () => {
    const bank = () =>
      system('bank', {
        users: clients({ rate: '1/s', call: 'api' }),
        api: service({ handle: call('ledger', { record: 'write' }) }),
        ledger: store({ time: '1ms', answers: { paid: true } }),
      })
    expect(problemsOf(bank).map(({ what }) => what)).toEqual([
      '"ledger" says what it answers, and what is asked of records has answers of its own',
    ])
  })

  it('is no matter of queues', () => {
    const shop = () =>
      system('shop', {
        users: clients({ rate: '1/s', call: 'api' }),
        api: service({ handle: publish('mail', anything({ record: 'write' })) }),
        mail: queue({}),
        mailer: worker({ of: 'mail', handle: work('1ms') }),
      })
    expect(problemsOf(shop).map(({ what }) => what)).toEqual(['there is no option "record"'])
  })

  it('compares with what was read', () => {
    expect(told(call('ledger', { record: 'compareAndSet' }))).toEqual([
      'api: compareAndSet has nothing to compare with: this request never reads "ledger"; ' +
        "write call('ledger', { record: 'read' }) before it",
    ])
  })

  it('is renewed and fenced by a lease that was taken', () => {
    expect(
      told([
        call('ledger', { record: { renew: '1s' } }),
        call('ledger', { record: { fencedBy: 'other' } }),
      ]),
    ).toEqual([
      'api: record: { renew: \'10s\' }, but this request takes no lease on "ledger"; ' +
        "write call('ledger', { record: { lease: '10s' } }) before it",
      'api: fencedBy: \'other\', but this request takes no lease on "other"; ' +
        "write call('other', { record: { lease: '10s' } }) before it",
    ])
  })

  it('may be renewed by a replica whose other requests have taken it', () => {
    expect(told(call('ledger', { record: { renew: '1s', holder: 'replica' } }))).toEqual([])
  })
})

describe('the key of a call', () => {
  it('is of use to whoever leads to a record, and to nobody else', () => {
    expect(told([call('ledger', { key: 5, record: 'write' })])).toEqual([])
    expect(told([call('ledger', { key: 5 })])[0]).toContain('chooses its replicas by turn')
    const bank = () =>
      system('bank', {
        users: clients({ rate: '1/s', call: call('api', { key: 10 }) }),
        api: service({ handle: call('ledger', { record: 'write' }) }),
        ledger: store({ time: '1ms' }),
      })
    expect(problemsOf(bank)).toEqual([])
  })
})
