/** Outlier detection that may not eject a single replica. */
import { formatShare } from '../../../kernel/units.ts'
import { mayEject, outlierSettings } from '../../../policies/outlier-detection/options.ts'
import type { Figures } from '../figures.ts'
import type { Told } from '../rule.ts'

/** Each replica is more than the share that may be ejected. */
export const ejectsNobody = ({ data }: Figures): Told[] =>
  [...data.parts].flatMap(([at, part]): Told[] => {
    const outliers = part.kind === 'clients' ? null : part.balancing?.outliers
    if (part.kind === 'clients' || outliers === null || outliers === undefined) return []
    const { replicas } = part
    const settings = outlierSettings(outliers)
    if (mayEject(settings, 0, replicas)) return []
    const share = formatShare(settings.most)
    return [
      {
        at,
        what: `outlierDetection never ejects anybody: one of ${replicas} is more than ${share}`,
        fix: 'write alwaysEjectOneHost: true, a greater share, as in most: 0.5, or more replicas',
      },
    ]
  })
