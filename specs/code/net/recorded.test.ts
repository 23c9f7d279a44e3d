/** A connection on the record: a call makes it, by the policies and faults of calls. */
import net from 'node:net'
import { describe, expect, it } from 'vitest'
import { app, script } from '../../../src/code/index.ts'
import { clients, crash, partition, simulate, system } from '../../../src/index.ts'
import { noting, talk } from './support/talk.ts'

const at = (ms: number): number => Date.UTC(2026, 0, 1) + ms

const echo = () => net.createServer(socket => socket.on('error', () => {}).pipe(socket)).listen(7)

describe('a wish to connect', () => {
  it('is tried again and given up by the policies of its call', async () => {
    const refusing = crash('server', { refuse: true }).at('0s').for('150ms')
    const again = await talk(note => noting(net.connect(7, 'server'), note, 'worker'), echo, {
      faults: [refusing],
      policy: { retry: { attempts: 3, delays: ['100ms'], jitter: 'none' } },
    })
    const late = await talk(note => noting(net.connect(7, 'server'), note, 'worker'), echo, {
      faults: [partition('worker->server').at('0s').for('10s')],
      policy: { timeout: '250ms' },
    })

    expect(again.notes).toEqual([[230, 'worker connected']])
    expect(again.run.on('worker->server').attempts.issued).toBe(3)
    expect(late.notes).toEqual([
      [250, 'worker ETIMEDOUT'],
      [250, 'worker closed'],
    ])
    expect(late.run.on('worker->server').outcomes.timeout).toBe(1)
  })

  it('is a request, where the script of a user makes it; who is cut off may give up', async () => {
    const cutOff: number[] = []
    const shop = system(
      'shop',
      {
        users: clients({
          rate: '1/s',
          arrivals: 'steady',
          tasks: {
            talk: {
              steps: script(
                () =>
                  new Promise<void>((resolve, reject) => {
                    const socket = net.connect(7, 'server').on('connect', () => socket.write('a'))
                    socket.on('error', reject)
                    setTimeout(() => resolve(void socket.destroy()), 1_500)
                  }).catch((error: unknown) => {
                    cutOff.push(Date.now())
                    throw error
                  }),
                { calls: ['server'] },
              ),
            },
          },
        }),
        server: app(() => void echo()),
      },
      { network: { 'users->server': '5ms' } },
    )

    const run = await simulate(shop, {
      for: '10s',
      faults: [crash('server', { refuse: true }).at('4.5s').for('1s')],
    })

    expect(run.requests().outcomes).toMatchObject({ ok: 9, rejected: 1 })
    expect(cutOff).toEqual([at(4_505), at(5_010)])
  })

  it('is told in a journey, and in what a process holds that stands still', async () => {
    const shop = system('shop', {
      users: clients({ rate: '1/s', arrivals: 'steady', requests: 1, call: 'web' }),
      web: app(
        () => () =>
          new Promise(resolve => {
            net.connect(7, 'server').once('data', () => resolve(new Response()))
          }),
        { calls: ['server'] },
      ),
      server: app(() => void echo()),
    })

    const run = await simulate(shop, { for: '5s', trace: true })

    expect(run.warnings.map(String)).toEqual([
      expect.stringMatching(/^web: 1 request in its hands .* it holds 1 connection to server\.$/),
    ])
    expect(JSON.stringify(run.recording)).toContain('connect :7')
  })
})
