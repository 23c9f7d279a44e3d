/** What a failure says that happened: each thing by its own name. */
import {
  call,
  causesOf,
  clients,
  dnsFailure,
  expiredCertificate,
  type Fault,
  service,
  simulate,
  store,
  system,
  unreachable,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { whatHappened } from '../../src/report/happened.ts'

const shop = system('shop', {
  users: clients({ rate: '10/s', requests: 4, call: 'web' }),
  web: service({ handle: call('db') }),
  db: store({ time: '10ms' }),
})

describe('a way to a callee that fails', () => {
  const kinds: [Fault<'db'>, string][] = [
    [dnsFailure('db'), 'name not resolved'],
    [unreachable('db'), 'unreachable'],
    [expiredCertificate('db'), 'certificate not trusted'],
  ]

  it.each(kinds)('is told as itself: %s', (fault, because) => {
    const run = simulate(shop, { for: '1s', faults: [fault] })
    expect(run.on('web->db').reasons).toEqual([{ because, count: 4 }])
    expect(whatHappened(run).lines).toEqual([
      `web->db  4 calls failed: ${because}`,
      'web      4 answers with error 503',
    ])
    expect(causesOf(run).map(({ sentence }) => sentence)).toContain(
      `web->db failed 4 times: ${because}`,
    )
  })
})
