/** A load balancer: chooses one of several servers for each request, and counts what is pending. */
import { count, product } from '../../kernel/count.ts'
import { UsageError } from '../../kernel/errors.ts'
import { checked } from '../../kernel/schema.ts'
import type { Random } from '../../kernel/streams.ts'
import type { Ms } from '../../kernel/units.ts'
import {
  chanceIn,
  insistOnIndex,
  insistOnLength,
  insistOnPresent,
  notHandedIn,
} from '../handed-in.ts'
import { HashRing, MOST_SERVERS, Modulo } from './by-key.ts'
import type { Choice, Servers } from './choice.ts'
import { BALANCING_DEFAULTS, type BalancingOptions, balancingSchema } from './options.ts'
import { PeakEwma } from './peak-ewma.ts'
import { MOST_PLACES, placesOnRing, pointsOf } from './ring-size.ts'
import {
  AtRandom,
  FirstOfLeast,
  LeastConnections,
  PowerOfTwo,
  RoundRobin,
  TwoDraws,
} from './spreading.ts'
import { StaleView } from './stale-view.ts'

const USE = 'balancer, use(servers)'
const USE_FIX = 'write balancer.use([0, 1])'

/** No server may be chosen. */
export const NO_SERVER = -1

/**
 * Chooses among servers that go by the numbers 0 to n - 1. It allocates nothing for a request.
 *
 * @example
 * const balancer = new Balancer({ by: 'powerOfTwo' }, { servers: 3, random: Math.random })
 *
 * async function balanced<T>(ask: (server: number) => Promise<T>): Promise<T> {
 *   const server = balancer.choose(Date.now())
 *   const since = Date.now()
 *   balancer.begin(server)
 *   try {
 *     return await ask(server)
 *   } finally {
 *     balancer.end(server, Date.now() - since, Date.now())
 *   }
 * }
 */
export class Balancer {
  readonly #servers: Servers
  readonly #pending: Int32Array
  /** What is known of them, if that is not always what is. */
  readonly #view: StaleView | null
  readonly #choice: Choice
  readonly #latencies: PeakEwma | null

  /**
   * @param options the way of choosing, times in milliseconds
   * @param extras  `servers`: how many there are; `random`: chance, for the ways that draw from it;
   *                `where`: what to call this balancer in an error
   * @throws UsageError naming every mistake in the options
   */
  constructor(
    options: BalancingOptions,
    extras: {
      /** How many there are to choose from. */
      readonly servers: number
      /** Draws numbers from 0 to 1; only ways that draw need it. */
      readonly random: Random
      /** What errors call it. Default the name of the way. */
      readonly where?: string
    },
  ) {
    const { servers, where = 'balancer' } = extras ?? {}
    const balancing = checked(balancingSchema, options, where)
    if (!(Number.isInteger(servers) && servers > 0)) throw noServers(where)
    const random = chanceIn(extras.random, 'new Balancer(options, { servers, random })')
    const hasRoom = placesOnRing(balancing, servers) <= MOST_PLACES && servers <= MOST_SERVERS
    if (!hasRoom) throw ringTooLarge(balancing, servers, where)
    const usable = Array.from({ length: servers }, (_, server) => server)
    const pending = new Int32Array(servers)
    this.#pending = pending
    const { refresh } = { refresh: undefined, ...balancing }
    this.#view = refresh === undefined ? null : new StaleView(pending, refresh)
    const isUsable = new Uint8Array(servers).fill(1)
    this.#servers = { usable, isUsable, pending: this.#view?.seen ?? pending }
    this.#latencies =
      balancing.by === 'peakEwma'
        ? new PeakEwma(servers, { ...BALANCING_DEFAULTS, ...balancing }.decay)
        : null
    this.#choice = choiceOf(balancing, { servers, random, latencies: this.#latencies })
  }

  /**
   * The server for a request.
   *
   * @param now the present, in milliseconds
   * @param key whose request it is, a whole number from 0, for the ways that choose by key
   * @returns its number, or -1 when none may be chosen
   */
  choose(now: Ms, key = 0): number {
    insistOnPresent(now, 'balancer, choose(now, key)')
    insistOnIndex(key, Infinity, 'balancer, the key of choose(now, key)')
    if (this.#servers.usable.length === 0) return NO_SERVER
    if (this.#view !== null) this.#view.look(now)
    return this.#choice.choose(this.#servers, key, now)
  }

  /** Only these servers may be chosen from now on. */
  use(servers: readonly number[]): void {
    const { isUsable } = this.#servers
    if (!Array.isArray(servers))
      throw notHandedIn('the list of servers', { how: USE, fix: USE_FIX })
    for (const server of servers) this.#insistOn(server)
    isUsable.fill(0)
    for (const server of servers) isUsable[server] = 1
    this.#servers.usable = [...servers].sort((a, b) => a - b)
  }

  /** This server may not be chosen from now on; the others as before. */
  takeOut(server: number): void {
    this.#insistOn(server)
    const { usable, isUsable } = this.#servers
    if (isUsable[server] === 0) return
    isUsable[server] = 0
    usable.splice(placeIn(usable, server), 1)
  }

  /** This server may be chosen again; the others as before. */
  takeBack(server: number): void {
    this.#insistOn(server)
    const { usable, isUsable } = this.#servers
    if (isUsable[server] === 1) return
    isUsable[server] = 1
    usable.splice(placeIn(usable, server), 0, server)
  }

  /** A request has been sent to a server. */
  begin(server: number): void {
    this.#insistOn(server)
    this.#pending[server]++
  }

  /** A request has ended, however it did. @param latency how long it took, in milliseconds */
  end(server: number, latency: Ms, now: Ms): void {
    this.#insistOn(server)
    insistOnLength(latency, 'balancer, end(server, latency, now)')
    insistOnPresent(now, 'balancer, end(server, latency, now)')
    if (this.#view !== null) this.#view.look(now)
    this.#pending[server]--
    if (this.#latencies !== null) this.#latencies.measured(server, latency, now)
  }

  /** How many requests to a server have not ended. */
  pending(server: number): number {
    this.#insistOn(server)
    return this.#pending[server]
  }

  #insistOn(server: number): void {
    insistOnIndex(server, this.#pending.length, 'balancer, the number of a server')
  }
}

type Needs = {
  readonly servers: number
  readonly random: Random
  readonly latencies: PeakEwma | null
}

/** Where a server stands among some in rising order, or would. */
function placeIn(servers: readonly number[], server: number): number {
  let [from, to] = [0, servers.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (servers[middle] < server) from = middle + 1
    else to = middle
  }
  return from
}

const noServers = (where: string): UsageError =>
  notHandedIn('how many servers there are', {
    how: where,
    fix: 'write new Balancer(options, { servers: 3, random: Math.random })',
  })

function ringTooLarge(by: BalancingOptions, servers: number, where: string): UsageError {
  const what = product([servers, 'servers'], [pointsOf(by), 'points'], 'places on the ring')
  const limit = `there is room for ${count(MOST_PLACES)}`
  return new UsageError({ what: `${what}: ${limit}`, where, fix: 'write fewer, as in points: 160' })
}

function choiceOf(balancing: BalancingOptions, { servers, random, latencies }: Needs): Choice {
  switch (balancing.by) {
    case 'roundRobin':
      return new RoundRobin()
    case 'random':
      return new AtRandom(random)
    case 'leastConnections':
      return balancing.ties === 'lowestIndex' ? new FirstOfLeast() : new LeastConnections()
    case 'powerOfTwo':
      return balancing.withReplacement === true ? new TwoDraws(random) : new PowerOfTwo(random)
    case 'peakEwma':
      return new PowerOfTwo(random, latencies?.load)
    case 'consistentHash':
      return new HashRing(servers, pointsOf(balancing))
    case 'modulo':
      return new Modulo()
  }
}
