/** Compiles declared steps into programs, and makes the call sites that they need. */
import type {
  CachedData,
  CallData,
  CallPolicy,
  HandlerData,
  ParallelData,
  PublishData,
  RunData,
  StepData,
} from '../declare/data.ts'
import type { RealCode } from '../declare/real-code.ts'
import { recordCallsIn } from '../declare/record-references.ts'
import { Draws } from '../kernel/draws.ts'
import type { Chance } from '../kernel/streams.ts'
import type { CallSite } from '../world/calls/call-site.ts'
import type { CacheFills } from '../world/caches/fills.ts'
import { cumulativeShares } from '../world/shares.ts'
import type { Way } from '../world/handling/code.ts'
import { Do, Instruction, type Program } from '../world/handling/program.ts'
import { forget } from '../world/records/asked.ts'
import type { StandFor } from './call-policies.ts'
import type { CallSites, Caller } from './call-sites.ts'
import { type MadeByCode, started, wayOf } from './code.ts'
import { particularsOf } from './particulars.ts'
import { sayer } from './said.ts'
import { samplerOf } from '../kernel/distributions/samplers.ts'

/** Compiles the steps of one caller, one sequence after another. */
export class ProgramCompiler {
  readonly #caller: Caller
  readonly #sites: CallSites
  /** How many draws of each kind the sequence has had so far: they name the streams. */
  #works = 0
  #choices = 0
  #asks = 0
  #fallbacks = 0
  #words = 0
  #delays = 0
  /** How many questions to caches are around the step being compiled. */
  #questionDepth = 0

  constructor(caller: Caller, sites: CallSites) {
    this.#caller = caller
    this.#sites = sites
  }

  /** @param into where the program goes: callers may already know it */
  compile(steps: readonly StepData[], into: Instruction[] = []): Program {
    if (recordCallsIn(steps).length > 0) add(into, Do.Say).says = forget
    this.#sequence(steps, into, 0)
    into.push(new Instruction(Do.End))
    return into
  }

  #sequence(steps: readonly StepData[], into: Instruction[], loops: number): void {
    for (const step of steps) this.#step(step, into, loops)
  }

  #step(step: StepData, into: Instruction[], loops: number): void {
    switch (step.step) {
      case 'work':
        return this.#work(step, into)
      case 'call':
      case 'publish':
        return this.#call(step, into)
      case 'parallel':
        return this.#parallel(step, into)
      case 'choose':
        return this.#choose(step, into, loops)
      case 'repeat':
        return this.#repeat(step, into, loops)
      case 'cached':
        return this.#cached(step, into, loops)
      case 'run':
        return this.#run(step, into)
      case 'say':
        add(into, Do.Say).says = sayer(
          step,
          this.#caller.component,
          this.#chance('words', this.#words++),
        )
    }
  }

  #run(step: RunData, into: Instruction[]): void {
    const { component, part } = this.#caller
    const ways = new Map(step.calls.map(call => [call.to, this.#wayOf(call)]))
    const code = (step.code ?? (part as HandlerData).code) as RealCode
    const { eventTime = null } = step
    const eventTimes = eventTime && new Draws(samplerOf(eventTime), this.#chance('events', 0))
    add(into, Do.Run).code = started(code, { component, ways, eventTimes, optional: false })
  }

  /** A policy of another library makes the call: it is to hear of failures, optional or not. */
  #wrapped(call: MadeByCode, wrap: RealCode, into: Instruction[]): void {
    const { component, client } = this.#caller
    const optional = call.policy.optional || client !== null
    const ways = new Map([[call.to, this.#wayOf(call, { optional: false })]])
    const inside = { component, ways, eventTimes: null, optional }
    add(into, Do.Run).code = started(wrap, inside)
  }

  #wayOf(call: MadeByCode, own?: Partial<CallPolicy>): Way {
    return wayOf(call, { caller: this.#caller, sites: this.#sites, standFor: this.#standFor }, own)
  }

  #work({ time, label }: Extract<StepData, { step: 'work' }>, into: Instruction[]): void {
    const work = add(into, Do.Work)
    work.times = new Draws(samplerOf(time), this.#chance('work', this.#works++))
    work.label = label ?? this.#caller.component.handling.name
  }

  #call(step: CallData | PublishData, into: Instruction[]): void {
    const wrap = step.step === 'call' ? step.wrap : undefined
    if (wrap !== undefined) return this.#wrapped(step, wrap, into)
    const { asks, learns, program } = particularsOf(step, this.#sites, () => {
      return this.#chance('delay', this.#delays++)
    })
    if (asks !== null) add(into, Do.Say).says = asks
    const siteFor = (policy: CallPolicy): CallSite =>
      program === null ? this.#site({ ...step, policy }) : this.#ownSite(step, policy, program)
    const call = add(into, Do.Call)
    call.site = siteFor(step.policy)
    this.#sites.changing?.note(step, call, siteFor)
    if (learns !== null) add(into, Do.Say).says = learns
  }

  #ownSite(step: CallData | PublishData, policy: CallPolicy, program: Program): CallSite {
    const kind = { program, standFor: this.#standFor }
    return this.#sites.ownSite(this.#caller, { to: step.to, policy }, kind)
  }

  #site({ to, policy }: CallData | PublishData): CallSite {
    return this.#sites.site(this.#caller, to, policy, this.#standFor)
  }

  readonly #standFor: StandFor = ({ fallback }) => {
    const steps = fallback?.standIn
    return Array.isArray(steps) ? this.#standIn(steps) : null
  }

  /** What stands in for a request of clients is no request of its own. */
  #standIn(steps: readonly StepData[]): Program {
    const { client, sequence, component } = this.#caller
    const within = {
      ...this.#caller,
      component,
      sequence: `${sequence}/fallback ${this.#fallbacks++}`,
      client: client && { ...client, requestClass: null },
    }
    return new ProgramCompiler(within, this.#sites).compile(steps)
  }

  #parallel({ branches, needed }: ParallelData, into: Instruction[]): void {
    const fork = add(into, Do.Fork)
    fork.branches = branches.map(steps => this.compile(steps))
    fork.needed = needed
  }

  #choose(
    { ways }: Extract<StepData, { step: 'choose' }>,
    into: Instruction[],
    loops: number,
  ): void {
    const choice = add(into, Do.Choose)
    choice.chance = this.#chance('choice', this.#choices++)
    choice.shares = cumulativeShares(ways.map(way => way.weight))
    const exits: Instruction[] = []
    choice.ways = ways.map(({ steps }) => {
      const start = into.length
      this.#sequence(steps, into, loops)
      exits.push(add(into, Do.Goto))
      return start
    })
    for (const exit of exits) exit.to = into.length
  }

  #repeat(
    { times, steps }: Extract<StepData, { step: 'repeat' }>,
    into: Instruction[],
    loops: number,
  ): void {
    const start = add(into, Do.Repeat)
    start.rounds = times
    start.depth = loops
    const first = into.length
    this.#sequence(steps, into, loops + 1)
    const again = add(into, Do.Again)
    again.depth = loops
    again.to = first
    start.to = into.length
  }

  #cached(step: CachedData, into: Instruction[], loops: number): void {
    const { sequence, component } = this.#caller
    const cache = step.cache === null ? component : this.#sites.component(step.cache)
    const stream = `${sequence}/keys ${this.#asks++}`
    const { keys, fillsWith } = this.#sites.caches.asking(step, {
      component,
      cache,
      stream,
    })
    const ask = add(into, step.cache === null ? Do.Look : Do.Ask)
    if (step.cache !== null) {
      const { cache: asked } = step
      const siteFor = (policy: CallPolicy): CallSite =>
        this.#sites.question(this.#caller, asked, policy, keys)
      ask.site = siteFor(step.policy)
      this.#sites.changing?.note(step, ask, siteFor)
    }
    ask.keys = keys
    ask.depth = this.#questionDepth++
    if (fillsWith === null) this.#missed(step.miss, { ask, into, loops })
    else this.#fetched(fillsWith(this.compile(step.miss)), ask, into)
    this.#questionDepth--
  }

  /** The asker does the steps of a miss, and fills the cache. */
  #missed(
    miss: readonly StepData[],
    { ask, into, loops }: { ask: Instruction; into: Instruction[]; loops: number },
  ): void {
    const found = add(into, Do.IfHit)
    found.keys = ask.keys
    this.#sequence(miss, into, loops)
    const fill = add(into, Do.Fill)
    fill.keys = ask.keys
    fill.depth = ask.depth
    found.to = into.length
  }

  /** The steps of a miss are a program of their own, which whoever asks first begins for all. */
  #fetched(fills: CacheFills, ask: Instruction, into: Instruction[]): void {
    const fetch = add(into, Do.Fetch)
    fetch.fills = fills
    fetch.depth = ask.depth
    fetch.to = into.length
  }

  #chance(what: string, index: number): Chance {
    return this.#caller.component.world.chance(`${this.#caller.sequence}/${what} ${index}`)
  }
}

function add(into: Instruction[], does: number): Instruction {
  const instruction = new Instruction(does)
  into.push(instruction)
  return instruction
}
