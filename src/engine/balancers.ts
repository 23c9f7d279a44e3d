/** Makes the balancers before the replicas of components, and what watches the replicas. */
import { saysSame } from '../kernel/says-same.ts'
import type { HandlerData } from '../declare/data.ts'
import { usualBalancing } from '../declare/handlers.ts'
import type { BalancingData } from '../declare/balancing-data.ts'
import { Balancer, type BalancingOptions } from '../policies/index.ts'
import { Fleet } from '../world/balancer/fleet.ts'
import { HealthChecks } from '../world/balancer/health-checks.ts'
import { Outliers } from '../world/balancer/outliers.ts'
import { ReplicaBalancer, type Ways } from '../world/balancer/replica-balancer.ts'
import { type Chooser, ZoneBalancers } from '../world/balancer/zone-balancers.ts'
import type { Component } from '../world/handling/component.ts'

/** Gives a component the balancer that it declares, or that a change needs; most have none. */
export function giveBalancer(part: HandlerData, component: Component, turns: boolean): void {
  if (part.balancing === null && !turns) return
  component.balancer = balancerOf(component, part.balancing ?? unwatched(usual(part)))
}

/** A balancer that watches nobody, for who has to know which replicas are there. */
export const balancerFor = (component: Component, by: BalancingOptions): ReplicaBalancer =>
  balancerOf(component, unwatched(by))

/** From now on the replicas of a component are chosen as another declaration says. */
export function turnBalancing(
  { balancer, spread }: Component,
  before: HandlerData,
  after: HandlerData,
): void {
  const [was, is] = [waysOf(before), waysOf(after)]
  if (balancer === null || saysSame(was, is)) return
  spread?.route(is.zoneRouting)
  balancer.turn(is)
}

const usual = ({ kind }: HandlerData): BalancingOptions => ({ by: usualBalancing(kind) })

const waysOf = (part: HandlerData): Ways => ({
  by: part.balancing?.by ?? usual(part),
  zoneRouting: part.balancing?.zoneRouting ?? null,
})

type Balancing = NonNullable<BalancingData>

const unwatched = (by: BalancingOptions): Balancing => ({
  by,
  health: null,
  outliers: null,
  panicBelow: 0,
  zoneRouting: null,
})

function balancerOf(component: Component, balancing: Balancing): ReplicaBalancer {
  const { name, replicas: servers } = component.handling
  const random = component.world.random(`${name}/balance`)
  const { spread } = component
  const chooserFor = ({ by, zoneRouting }: Ways): Chooser => {
    const all = (): Balancer => new Balancer(by, { servers, random, where: name })
    return spread !== null && zoneRouting !== null ? new ZoneBalancers(spread, all) : all()
  }
  spread?.route(balancing.zoneRouting)
  const balancer = chooserFor(balancing)
  const fleet = new Fleet(component, balancer, balancing.panicBelow)
  const outliers = balancing.outliers && new Outliers(component, fleet, balancing.outliers)
  if (balancing.health !== null) new HealthChecks(component, fleet, balancing.health).start()
  component.isProbed = balancing.health !== null
  return new ReplicaBalancer(component, { balancer, fleet, outliers, chooserFor })
}
