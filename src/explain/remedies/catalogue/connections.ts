/** Connections that are kept, so that not every call has to make one; and how many. */
import { multiples, none, type Offer, optionsIn, type SystemRow, type Draft } from './row.ts'

const IDLE = '90s'

/** Keeps connections on each link that makes one for every call, or keeps more of them. */
export const keepAlive: SystemRow = {
  at: 'system',
  price: 2,
  offers: ({ options }) =>
    Object.entries(optionsIn(options, 'network') ?? {}).flatMap(
      ([link, written]): readonly Offer<Draft>[] => {
        if (typeof written !== 'object' || written === null) return []
        const { connection, keepAlive: kept } = written as {
          readonly connection?: unknown
          readonly keepAlive?: { readonly most?: number }
        }
        if (kept === undefined) {
          return connection === undefined
            ? none
            : [keeping(link, 'kept connections', { idle: IDLE })]
        }
        if (kept.most === undefined) return none
        const { most } = kept
        return multiples(times => {
          const more = Math.ceil(times * most)
          const what = `${more} kept connections`
          return { ...keeping(link, what, { ...kept, most: more }), grows: link }
        })
      },
    ),
}

const keeping = (link: string, what: string, keepAliveOptions: object): Offer<Draft> => ({
  what: `${what} on the link ${link}`,
  edit: ({ options }) => {
    const network = optionsIn(options, 'network')
    options['network'] = {
      ...network,
      [link]: { ...optionsIn(network ?? {}, link), keepAlive: keepAliveOptions },
    }
  },
})
