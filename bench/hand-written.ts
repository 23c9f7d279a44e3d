/**
 * The request model written by hand on the bare kernel, as somebody would who needs this one model
 * and nothing else: pooled jobs and calls, no recording but latencies. The yardstick for the
 * engine.
 */
import { type Actor, Agenda } from '../src/kernel/agenda.ts'
import { compile, type Sampler } from '../src/kernel/distributions/index.ts'
import { Lane } from '../src/kernel/lane.ts'
import { type Random, randomStream } from '../src/kernel/streams.ts'
import { Breaker } from './hand-written-breaker.ts'
import { calls, fault, linkTime, RATE_PER_MS, type Slowed, tiers } from './model.ts'

class Job {
  call!: Call
  generation = 0
  isOk = false
}

class Call {
  edge!: Edge
  parent: Job | null = null
  attempts = 0
  generation = 0
  timer = 0
  startedAt = 0.5
}

class Pools {
  readonly jobs: Job[] = []
  readonly calls: Call[] = []
}

const NodeEvent = { Arrived: 0, Worked: 1 } as const

class Node implements Actor<Job> {
  below: Edge | null = null
  rejected = 0
  #busy = 0
  readonly #queue: Job[] = []
  #head = 0

  constructor(
    readonly agenda: Agenda,
    readonly tier: (typeof tiers)[number],
    readonly time: Sampler,
    readonly random: Random,
    readonly slowFrom: number,
    readonly slowTo: number,
  ) {}

  on(event: number, job: Job): void {
    if (event === NodeEvent.Worked) {
      if (this.below === null) this.done(job, this.random() >= this.tier.errorRate)
      else this.below.open(job)
    } else if (this.#busy < this.tier.concurrency) {
      this.#busy++
      this.#work(job)
    } else if (this.#queue.length - this.#head < this.tier.queue) {
      this.#queue.push(job)
    } else {
      this.rejected++
      job.call.edge.answer(job, false)
    }
  }

  done(job: Job, isOk: boolean): void {
    job.call.edge.answer(job, isOk)
    if (this.#head < this.#queue.length) this.#work(this.#shift())
    else this.#busy--
  }

  #work(job: Job): void {
    const { now } = this.agenda
    const isSlow = now >= this.slowFrom && now < this.slowTo
    const time = this.time.quantile(this.random()) * (isSlow ? fault.factor : 1)
    this.agenda.at(now + time, this, NodeEvent.Worked, job)
  }

  #shift(): Job {
    const job = this.#queue[this.#head++]
    if (this.#head === this.#queue.length) {
      this.#queue.length = 0
      this.#head = 0
    }
    return job
  }
}

const EdgeEvent = { Answered: 0, TimedOut: 1, RetryDue: 2 } as const

class Edge implements Actor<Job | Call> {
  timeouts = 0
  retries = 0
  readonly #breaker = new Breaker()
  readonly #lane: Lane<Call>

  constructor(
    readonly agenda: Agenda,
    readonly policy: (typeof calls)[number],
    readonly callee: Node,
    readonly pools: Pools,
    readonly link: Sampler,
    readonly linkRandom: Random,
    readonly jitter: Random,
    readonly done: (startedAt: number, isOk: boolean, parent: Job | null) => void,
  ) {
    this.#lane = new Lane<Call>(agenda, policy.timeoutMs, this, EdgeEvent.TimedOut)
  }

  open(parent: Job | null): void {
    const call = this.pools.calls.pop() ?? new Call()
    call.edge = this
    call.parent = parent
    call.attempts = 0
    call.startedAt = this.agenda.now
    this.#attempt(call)
  }

  answer(job: Job, isOk: boolean): void {
    job.isOk = isOk
    this.agenda.at(this.#arrival(), this, EdgeEvent.Answered, job)
  }

  on(event: number, subject: Job | Call): void {
    if (event === EdgeEvent.Answered) this.#answered(subject as Job)
    else if (event === EdgeEvent.TimedOut) this.#timedOut(subject as Call)
    else this.#attempt(subject as Call)
  }

  #attempt(call: Call): void {
    if (!this.#breaker.allows(this.agenda.now)) return this.#end(call, false)
    call.attempts++
    call.timer = this.#lane.set(call)
    const job = this.pools.jobs.pop() ?? new Job()
    job.call = call
    job.generation = call.generation
    this.agenda.at(this.#arrival(), this.callee, NodeEvent.Arrived, job)
  }

  #answered(job: Job): void {
    const { call, isOk } = job
    const isLate = call.generation !== job.generation
    this.pools.jobs.push(job)
    if (isLate) return
    call.generation++
    this.#lane.cancel(call.timer)
    this.#breaker.record(isOk, this.agenda.now)
    if (isOk) this.#end(call, true)
    else this.#failed(call)
  }

  #timedOut(call: Call): void {
    this.timeouts++
    call.generation++
    this.#breaker.record(false, this.agenda.now)
    this.#failed(call)
  }

  #failed(call: Call): void {
    if (call.attempts >= this.policy.attempts) return this.#end(call, false)
    this.retries++
    const wait = this.jitter() * this.policy.baseMs * (1 << (call.attempts - 1))
    this.agenda.at(this.agenda.now + wait, this, EdgeEvent.RetryDue, call)
  }

  #end(call: Call, isOk: boolean): void {
    call.generation++
    this.pools.calls.push(call)
    this.done(call.startedAt, isOk, call.parent)
  }

  #arrival(): number {
    return this.agenda.now + this.link.quantile(this.linkRandom())
  }
}

class Source implements Actor<null> {
  begun = 0
  ok = 0
  readonly latencies: Float64Array
  #ended = 0
  edge!: Edge

  constructor(
    readonly agenda: Agenda,
    readonly random: Random,
    readonly requests: number,
  ) {
    this.latencies = new Float64Array(requests)
  }

  on(): void {
    if (++this.begun < this.requests) this.agenda.at(this.next(), this, 0, null)
    this.edge.open(null)
  }

  next(): number {
    return this.agenda.now - Math.log(1 - this.random()) / RATE_PER_MS
  }

  ended(startedAt: number, isOk: boolean): void {
    if (isOk) this.ok++
    this.latencies[this.#ended++] = this.agenda.now - startedAt
  }
}

/** What was counted in a run. */
export type Played = {
  readonly events: number
  readonly ok: number
  readonly timeouts: number
  readonly retries: number
  readonly rejected: number
}

/** Plays the model for some requests, and counts. */
export function playByHand(requests: number, seed: string, slowed: Slowed = fault): Played {
  const agenda = new Agenda()
  const pools = new Pools()
  const random = (name: string): Random => randomStream(seed, name)
  const link = compile(linkTime)
  const length = requests / RATE_PER_MS
  const nodes = tiers.map(tier => {
    const isSlowed = tier.name === 'db'
    const from = isSlowed ? length * slowed.from : Number.POSITIVE_INFINITY
    return new Node(agenda, tier, compile(tier.time), random(tier.name), from, length * slowed.to)
  })
  const source = new Source(agenda, random('arrivals'), requests)
  const edges = calls.map((policy, i) => {
    const ended = (startedAt: number, isOk: boolean, parent: Job | null): void =>
      parent === null ? source.ended(startedAt, isOk) : nodes[i - 1].done(parent, isOk)
    const name = tiers[i].name
    const chance = [random(`link ${name}`), random(`jitter ${name}`)] as const
    return new Edge(agenda, policy, nodes[i], pools, link, chance[0], chance[1], ended)
  })
  source.edge = edges[0]
  nodes[0].below = edges[1]
  nodes[1].below = edges[2]
  agenda.at(source.next(), source, 0, null)
  while (agenda.step());
  return {
    events: agenda.fired,
    ok: source.ok,
    timeouts: sum(edges.map(edge => edge.timeouts)),
    retries: sum(edges.map(edge => edge.retries)),
    rejected: sum(nodes.map(node => node.rejected)),
  }
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
