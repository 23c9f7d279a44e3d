/** Makes what starts and stops the replicas of components: of most, nobody asks for it. */
import { usualBalancing } from '../declare/handlers.ts'
import { type LifecycleData, usualLifecycle } from '../declare/lifecycle-schema.ts'
import type { SystemData } from '../declare/data.ts'
import type { Component } from '../world/handling/component.ts'
import type { Replica } from '../world/handling/replica.ts'
import { Lifecycle } from '../world/lifecycle/lifecycle.ts'
import { balancerFor } from './balancers.ts'

/** Gives a component the lifecycle that it declares. */
export function giveLifecycle(lifecycle: LifecycleData, component: Component): void {
  component.lifecycle = new Lifecycle(component, lifecycle)
}

/** Sees to it that replicas can be stopped and started with care, whatever their part declares. */
export function letRestart({ parts }: SystemData, replicas: readonly Replica[]): void {
  for (const component of new Set(replicas.map(replica => replica.component))) {
    component.lifecycle ??= new Lifecycle(component, usualLifecycle)
    const part = parts.get(component.handling.name)
    if (part === undefined || part.kind === 'clients' || part.source !== null) continue
    component.balancer ??= balancerFor(component, { by: usualBalancing(part.kind) })
  }
}
