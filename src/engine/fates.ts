/** What fails the requests of a component although nothing that they asked for has failed. */
import type { HandlerData } from '../declare/data.ts'
import type { Fate } from '../world/handling/component.ts'
import type { World } from '../world/world.ts'

const INTERNAL_ERROR = 500
const CONFLICT = 409

/** @returns null where a component declares nothing of the kind, so that nothing is asked */
export function fateOf(name: string, part: HandlerData, world: World): Fate | null {
  const fates = [byChance(name, part, world), byConflict(name, part, world)]
  const [first, second] = fates.filter(fate => fate !== null)
  if (second === undefined) return first ?? null
  return task => first(task) || second(task)
}

function byChance(name: string, { errorRate }: HandlerData, world: World): Fate | null {
  if (errorRate === 0) return null
  const chance = world.chance(`${name}/errors`)
  return () => (chance.next() < errorRate ? INTERNAL_ERROR : 0)
}

/** Each of the others that are being handled may be the one that it conflicts with. */
function byConflict(name: string, { conflictRate }: HandlerData, world: World): Fate | null {
  if (conflictRate === 0) return null
  const chance = world.chance(`${name}/conflicts`)
  const apart = Math.log1p(-conflictRate)
  return ({ replica }) => {
    const others = replica.slots.busy - 1
    const share = others > 0 ? -Math.expm1(others * apart) : 0
    return chance.next() < share ? CONFLICT : 0
  }
}
