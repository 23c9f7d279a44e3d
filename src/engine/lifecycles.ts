/** Makes what starts and stops the replicas of components: of most, nobody asks for it. */
import { usualBalancing } from '../declare/handlers.ts'
import { usualLifecycle } from '../declare/lifecycle-schema.ts'
import type { HandlerData, SystemData } from '../declare/data.ts'
import type { Component } from '../world/handling/component.ts'
import type { Replica } from '../world/handling/replica.ts'
import { Autoscaling } from '../world/lifecycle/autoscaling.ts'
import { Lifecycle } from '../world/lifecycle/lifecycle.ts'
import { balancerFor } from './balancers.ts'

/** Gives a component the lifecycle that it declares, or that it needs. */
export function giveLifecycle(part: HandlerData, component: Component): void {
  component.lifecycle = new Lifecycle(component, part.lifecycle ?? usualLifecycle)
  giveItsBalancer(part, component)
  if (part.scaling !== null) declareScaling(part, component)
}

/** From now on its replicas are as many as its part declares. */
export function declareScaling({ scaling, replicas, source }: HandlerData, of: Component): void {
  const { lifecycle } = of
  if (lifecycle === null) return
  if (scaling !== null) lifecycle.autoscaling ??= new Autoscaling(of, lifecycle, source)
  lifecycle.autoscaling?.become(scaling)
  if (scaling === null) lifecycle.become(replicas, 'a change')
}

/** Somebody has to know which replicas are there; of a worker that is its queue. */
function giveItsBalancer({ kind, source }: HandlerData, component: Component): void {
  if (source === null) component.balancer ??= balancerFor(component, { by: usualBalancing(kind) })
}

/** Sees to it that replicas can be stopped and started with care, whatever their part declares. */
export function letRestart({ parts }: SystemData, replicas: readonly Replica[]): void {
  for (const component of new Set(replicas.map(replica => replica.component))) {
    component.lifecycle ??= new Lifecycle(component, usualLifecycle)
    const part = parts.get(component.handling.name)
    if (part !== undefined && part.kind !== 'clients') giveItsBalancer(part, component)
  }
}
