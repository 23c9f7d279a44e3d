/**
 * Closed loop: users who each do one task after another, with pauses to think. There are as many
 * all the time, or more and fewer by stages.
 */
import type { ClientsData } from '../../declare/data.ts'
import { Alarm } from '../../kernel/alarm.ts'
import { count } from '../../kernel/count.ts'
import { moment } from '../../kernel/figures.ts'
import { EndlessError } from '../../kernel/errors.ts'
import type { Sampler } from '../../kernel/distributions/index.ts'
import type { Chance } from '../../kernel/streams.ts'
import type { UserStageData } from '../../declare/load/load-data.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Component, TaskOwner } from '../handling/component.ts'
import { memoryBound } from '../memory.ts'
import type { Task } from '../handling/task.ts'
import { begun, type ClientTask, type TaskChoice } from '../handling/task-choice.ts'
import { UserStages } from './user-stages.ts'

/** One user: a stream of chance of its own, so that no user moves another. */
type User = {
  readonly number: number
  readonly chance: Chance
  isNew: boolean
  /** What the user does next is one of these. */
  choice: TaskChoice
  /** Thinks, or does a task. One who is not wanted any more leaves after the task. */
  isHere: boolean
  begunAt: Ms
  inNoTime: number
}

/** How users behave. */
export type Behaviour = {
  readonly users: number
  /** How many there are then, one stage after another. */
  readonly stages: readonly UserStageData[]
  readonly think: Sampler
  readonly choice: TaskChoice
  /** What a user does first; null for any task. */
  readonly first: ClientTask | null
}

/** A user who has done so many tasks at one moment will never let time go on. */
const MOST_IN_NO_TIME = 10_000

const timeStandsStill = (clients: string, now: Ms): EndlessError =>
  new EndlessError({
    what: `time stands still at ${moment(now)}: users do task after task in no time at all`,
    where: clients,
    fix: "let them think, as in think: '100ms'; what they call may be refusing them at once",
  })

const manyUsers = (users: number, factor: number): string => {
  if (factor === 1) return count(users)
  const times = Number.isInteger(factor) ? count(factor) : `${factor}`
  return `${count(users)} users × ${times} = ${count(Math.round(users * factor))}`
}

/** All users of one kind of clients. */
export class Users implements TaskOwner {
  readonly #clients: Component
  readonly #behaviour: Behaviour
  readonly #users: User[]
  /** How many are declared, how many times as many there are, and so how many are wanted. */
  #declared: number
  #factor = 1
  #wanted: number
  readonly #alarm: Alarm<User>
  readonly #stages: UserStages
  readonly #stagesGoOn: Alarm<number>
  /** How many there are by the stages, and whether those are what is declared. */
  #staged: number
  #isStaged: boolean

  constructor(clients: Component, behaviour: Behaviour) {
    this.#clients = clients
    this.#behaviour = behaviour
    this.#declared = behaviour.users
    this.#wanted = behaviour.users
    this.#makeRoom(behaviour.users)
    this.#users = Array.from({ length: behaviour.users }, (_, i) => this.#user(i))
    this.#alarm = new Alarm(clients.agenda, user => this.#begin(user))
    this.#stages = new UserStages(behaviour.users, behaviour.stages)
    this.#staged = behaviour.users
    this.#isStaged = behaviour.stages.length > 0
    this.#stagesGoOn = new Alarm(clients.agenda, users => this.#goOn(users))
    clients.owner = this
  }

  /** Everybody thinks once before beginning, so that they do not all come at once. */
  start(): void {
    for (const user of this.#users) this.#think(user)
    this.#planStage()
  }

  finished(task: Task): void {
    const user = this.#users[task.user]
    this.#clients.world.tasks.giveBack(task)
    this.#think(user)
  }

  /** So many times as many users; those who come think first, those who go end their task first. */
  surge(factor: number): void {
    this.#factor = factor
    this.#settle()
  }

  /** Another number of users, who behave as before; or again as many as the stages say by now. */
  become(load: ClientsData['load']): void {
    if (!('users' in load)) return
    this.#isStaged = load.stages.length > 0
    this.#declared = this.#isStaged ? this.#staged : load.users
    this.#settle()
  }

  /** By the stages there are more, or fewer; while a change is in force, they go on unheeded. */
  #goOn(users: number): void {
    this.#staged = users
    if (this.#isStaged) {
      this.#declared = users
      this.#settle()
    }
    this.#planStage()
  }

  #planStage(): void {
    const next = this.#stages.next()
    if (next !== null && this.#isBeforeEnd(next.at)) this.#stagesGoOn.set(next.at, next.users)
  }

  #settle(): void {
    const before = this.#wanted
    this.#wanted = Math.round(this.#declared * this.#factor)
    if (this.#wanted > this.#users.length) this.#makeRoom(this.#wanted - this.#users.length)
    for (let number = before; number < this.#wanted; number++) {
      if (number === this.#users.length) this.#users.push(this.#user(number))
      const user = this.#users[number]
      if (!user.isHere) this.#think(user)
    }
  }

  #makeRoom(more: number): void {
    const { world, handling } = this.#clients
    const [users, factor] = [this.#declared, this.#factor]
    world.memory.growBy(more, () => ({
      what: `${manyUsers(users, factor)} users, and ${memoryBound}`,
      where: handling.name,
      fix: "let there be fewer, as in users: 500, and surge('users', { factor: 10 })",
    }))
  }

  #user(number: number): User {
    const { handling, world } = this.#clients
    const chance = world.chance(`${handling.name}/user ${number}`)
    const { choice } = this.#behaviour
    return { number, chance, choice, isNew: true, isHere: false, begunAt: -1, inNoTime: 0 }
  }

  /** A user has thought, and begins a task. */
  #begin(user: User): void {
    const { agenda, world, replicas } = this.#clients
    if (!this.#isBeforeEnd(agenda.now)) return agenda.uncount()
    user.isHere = user.number < this.#wanted
    if (!user.isHere) return
    const { choice, first } = this.#behaviour
    const chosen = user.isNew && first !== null ? first : user.choice.next(user.chance)
    user.choice = chosen.next ?? choice
    user.isNew = false
    user.begunAt = agenda.now
    const task = begun(world.tasks, chosen)
    task.user = user.number
    task.session = user.number
    replicas[0].begin(task)
  }

  #think(user: User): void {
    user.isHere = user.number < this.#wanted
    if (!user.isHere) return
    const { now } = this.#clients.agenda
    const at = now + this.#behaviour.think.quantile(user.chance.next())
    user.inNoTime = at === user.begunAt ? user.inNoTime + 1 : 0
    if (user.inNoTime > MOST_IN_NO_TIME) throw timeStandsStill(this.#clients.handling.name, now)
    if (this.#isBeforeEnd(at)) this.#alarm.set(at, user)
  }

  /** No task begins when load has ended. */
  #isBeforeEnd(at: Ms): boolean {
    return at < this.#clients.world.recording.grid.horizonMs
  }
}
