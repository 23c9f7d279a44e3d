/** From when on the load of a system stays as it is: what comes later is no other than before. */
import type { PartData, SystemData } from '../../declare/data.ts'
import type { ShapeData } from '../../declare/load/load-data.ts'
import type { Ms } from '../../kernel/units.ts'

/** Infinity for load that goes up and down all the time. */
export const loadSteadyFrom = ({ parts }: SystemData): Ms =>
  Math.max(0, ...[...parts.values()].map(steadyFrom))

function steadyFrom(part: PartData): Ms {
  if (part.kind !== 'clients') return 0
  const { load } = part
  if (load.arrivals !== 'users') return ofShape(load.shape)
  return load.stages.reduce((ms, { overMs }) => ms + overMs, 0)
}

function ofShape(shape: ShapeData): Ms {
  switch (shape.course) {
    case 'constant':
      return 0
    case 'wave':
      return Infinity
    case 'recorded':
      return shape.at.at(-1) ?? 0
    case 'pieces': {
      const { lead, cycle } = shape
      const first = cycle[0]?.from ?? 0
      const isSteady = cycle.every(({ from, to }) => from === first && to === first)
      return isSteady ? lead.reduce((ms, { forMs }) => ms + forMs, 0) : Infinity
    }
  }
}
