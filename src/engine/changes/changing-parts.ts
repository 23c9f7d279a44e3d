/** Components that may change while a run goes on: how much they take in. */
import { saysSame } from '../../kernel/says-same.ts'
import type { ClientsData, HandlerData } from '../../declare/data.ts'
import type { Ms } from '../../kernel/units.ts'
import type { Component } from '../../world/handling/component.ts'
import { declareScaling } from '../lifecycles.ts'
import { turnBalancing } from '../balancers.ts'
import { turnDoors } from '../doors.ts'

/** A component as it was declared until now, and as it is from now on. */
type Turn = { readonly before: HandlerData; readonly after: HandlerData; readonly now: Ms }

/**
 * From now on a component is as another declaration says.
 *
 * @returns how many of its replicas are
 */
export function turnPart(component: Component, { before, after, now }: Turn): number {
  const { concurrency, queue } = after
  component.redeclare({ concurrency, queue })
  component.meter.capacity.become(concurrency * component.inService, now)
  component.meter.ofOne.become(concurrency, now)
  if (isOther(before, after)) declareScaling(after, component)
  turnDoors(component, before, after)
  turnBalancing(component, before, after)
  return component.replicas.filter(({ isSpare }) => !isSpare).length
}

const isOther = (a: HandlerData, b: HandlerData): boolean =>
  a.replicas !== b.replicas || !saysSame(a.scaling, b.scaling)

/** From now on clients send what another declaration says. @returns how many kinds of clients do */
export function turnLoad({ owner }: Component, { load }: ClientsData): number {
  owner?.become(load)
  return 1
}
