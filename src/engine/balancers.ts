/** Makes the balancers before the replicas of components, and what watches the replicas. */
import type { HandlerData } from '../declare/data.ts'
import type { BalancingData } from '../declare/balancing-data.ts'
import { Balancer, type BalancingOptions } from '../policies/index.ts'
import { Fleet } from '../world/balancer/fleet.ts'
import { HealthChecks } from '../world/balancer/health-checks.ts'
import { Outliers } from '../world/balancer/outliers.ts'
import { ReplicaBalancer } from '../world/balancer/replica-balancer.ts'
import { ZoneBalancers } from '../world/balancer/zone-balancers.ts'
import type { Component } from '../world/handling/component.ts'

/** Gives a component the balancer that it declares; most declare none. */
export function giveBalancer({ balancing }: HandlerData, component: Component): void {
  if (balancing !== null) component.balancer = balancerOf(component, balancing)
}

/** A balancer that watches nobody, for who has to know which replicas are there. */
export const balancerFor = (component: Component, by: BalancingOptions): ReplicaBalancer =>
  balancerOf(component, { by, health: null, outliers: null, panicBelow: 0, zoneRouting: null })

type Balancing = NonNullable<BalancingData>

function balancerOf(component: Component, balancing: Balancing): ReplicaBalancer {
  const { name, replicas } = component.handling
  const random = component.world.random(`${name}/balance`)
  const all = (): Balancer => new Balancer(balancing.by, { servers: replicas, random, where: name })
  const { spread } = component
  const hasZones = spread !== null && balancing.zoneRouting !== null
  const balancer = hasZones ? new ZoneBalancers(spread, all) : all()
  const fleet = new Fleet(component, balancer, balancing.panicBelow)
  const outliers = balancing.outliers && new Outliers(component, fleet, balancing.outliers)
  if (balancing.health !== null) new HealthChecks(component, fleet, balancing.health).start()
  component.isProbed = balancing.health !== null
  return new ReplicaBalancer(component, { balancer, fleet, outliers })
}
