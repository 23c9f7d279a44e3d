/** Makes the sources of load: clients that come by themselves, and users who think. */
import type { ClientsData } from '../declare/data.ts'
import type { OpenLoadData } from '../declare/load/load-data.ts'
import { type Distribution, mean } from '../kernel/distributions/index.ts'
import type { Chance } from '../kernel/streams.ts'
import { Arrivals } from '../world/load/arrivals.ts'
import type { Component } from '../world/handling/component.ts'
import { courseOf } from '../world/load/course.ts'
import {
  type Gaps,
  RandomTimes,
  RecordedTimes,
  SteadyTimes,
  type Timetable,
} from '../world/load/timetable.ts'
import { type ClientTask, TaskChoice } from '../world/handling/task-choice.ts'
import { Users } from '../world/load/users.ts'
import type { Caller, CallSites } from './call-sites.ts'
import { ProgramCompiler } from './programs.ts'
import { samplerOf } from '../kernel/distributions/samplers.ts'

/** What starts to offer load. */
export type Source = { start(): void }

/** Compiles the tasks of clients, and makes what begins them. */
export function sourceFor(part: ClientsData, clients: Component, sites: CallSites): Source {
  const { name } = clients.handling
  const tasks = [...part.tasks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([task, { weight, priority, steps }]): NamedTask => {
      const requestClass = task === '' ? name : task
      const client = { requestClass, timeoutMs: part.timeoutMs }
      const caller: Caller = { component: clients, sequence: `${name}.${task}`, part, client }
      const program = new ProgramCompiler(caller, sites).compile(steps)
      return { task, weight, priority, program, next: null }
    })
  const choice = choiceOf(tasks, ({ weight }) => weight)
  for (const named of tasks) {
    const next = part.tasks.get(named.task)?.next ?? null
    if (next !== null) named.next = choiceOf(tasks, ({ task }) => next.get(task) ?? 0)
  }
  const { load } = part
  if (load.arrivals !== 'users') {
    const chance = clients.world.chance(`${name}/arrivals`)
    const times = timetableFor(load, chance)
    return new Arrivals(clients, { times, choice, chance, most: load.most })
  }
  const first = tasks.find(({ task }) => task === part.first) ?? null
  const think = samplerOf(load.think)
  return new Users(clients, { users: load.users, stages: load.stages, think, choice, first })
}

type NamedTask = ClientTask & { readonly task: string; readonly weight: number }

/** Some of the tasks, each with a weight over 0. */
function choiceOf(tasks: readonly NamedTask[], weightOf: (task: NamedTask) => number): TaskChoice {
  const some = tasks.filter(task => weightOf(task) > 0)
  return new TaskChoice(some, some.map(weightOf))
}

function timetableFor({ arrivals, shape }: OpenLoadData, chance: Chance): Timetable {
  if (shape.course === 'recorded') return new RecordedTimes(shape.at)
  const course = courseOf(shape)
  if (arrivals === 'steady') return new SteadyTimes(course)
  return new RandomTimes(course, chance, arrivals === 'poisson' ? null : gapsOf(arrivals))
}

/** Gaps of a law, in means of it. */
function gapsOf(law: Distribution): Gaps {
  const [sampler, usual] = [samplerOf(law), mean(law)]
  return chance => sampler.quantile(chance) / usual
}
