/**
 * Online Boutique, the demo shop of eleven services by Google, declared from its published call
 * graph (call-graph.json): every call in its order, how often it is made, and whether it may fail.
 */
import {
  call,
  type CallOptions,
  clients,
  logNormal,
  repeat,
  service,
  store,
  system,
  uniform,
  work,
} from 'gameday'

/** The home page converts the price of each product in the catalogue. */
const PRODUCTS = 9
/** "Up to 5" products are recommended; with 9 in the catalogue we always find 5. */
export const RECOMMENDED = 5
/** The load generator fills carts at random; we let every cart hold 2 different items. */
export const CART_ITEMS = 2

/**
 * How long each service works on a request, its calls not counted. The shop publishes no times:
 * these, and those of redis and the network below, are our guesses for services as small as these.
 */
const busy = {
  frontend: work(logNormal({ median: '2ms', p99: '8ms' })),
  ad: work(logNormal({ median: '3ms', p99: '12ms' })),
  cart: work(logNormal({ median: '1ms', p99: '4ms' })),
  checkout: work(logNormal({ median: '2ms', p99: '8ms' })),
  currency: work(logNormal({ median: '0.5ms', p99: '2ms' })),
  email: work(logNormal({ median: '10ms', p99: '40ms' })),
  payment: work(logNormal({ median: '5ms', p99: '20ms' })),
  productcatalog: work(logNormal({ median: '1ms', p99: '4ms' })),
  recommendation: work(logNormal({ median: '4ms', p99: '16ms' })),
  shipping: work(logNormal({ median: '1ms', p99: '4ms' })),
}

/** Go, C#, Java and Node.js take on requests as they come: more than there are users to ask. */
const plenty = { concurrency: 1_000 }
/** The two services in Python have 10 worker threads each. */
const workers = { concurrency: 10 }

/** What can be changed about the shop while its call graph stays as it is. */
export type BoutiqueOptions = {
  /** How many people shop at the same time. Default 500. */
  readonly users?: number
  /** How pages ask for recommendations, besides that they may fail. Default: without a deadline. */
  readonly recommendation?: CallOptions
}

/**
 * The shop and its users. When a user leaves, whatever works for that user stops, all the way down
 * (`propagateDeadlines`): the frontend hands the context of its request to every call, as is usual
 * in Go.
 *
 * @example boutique({ recommendation: { timeout: '300ms' } })
 */
export const boutique = ({ users = 500, recommendation = {} }: BoutiqueOptions = {}) =>
  system(
    'online boutique',
    {
      users: shoppers(users),
      frontend: frontend(recommendation),
      checkout,
      recommendation: recommendations,
      cart,
      currency,
      productcatalog,
      shipping,
      ad: service({ ...plenty, operations: { getAds: busy.ad } }),
      payment: service({ ...plenty, operations: { charge: busy.payment } }),
      email: service({ ...workers, operations: { sendConfirmation: busy.email } }),
      // One thread, which takes a tenth of a millisecond for each command.
      redis: store({ concurrency: 1, time: '0.1ms' }),
    },
    { network: { default: '0.2ms', 'users->frontend': '20ms' }, propagateDeadlines: true },
  )

/**
 * Users do one thing after another and think in between. The published ones wait for ever; ours
 * leave a page that takes more than 5 seconds, as people do.
 */
const shoppers = (users: number) =>
  clients({
    users,
    think: uniform('1s', '10s'),
    timeout: '5s',
    first: 'home',
    tasks: {
      home: { weight: 1, steps: call('frontend.home') },
      setCurrency: { weight: 2, steps: call('frontend.setCurrency') },
      browseProduct: { weight: 10, steps: call('frontend.product') },
      addToCart: { weight: 2, steps: [call('frontend.product'), call('frontend.addToCart')] },
      viewCart: { weight: 3, steps: call('frontend.viewCart') },
      checkout: {
        weight: 1,
        steps: [call('frontend.product'), call('frontend.addToCart'), call('frontend.placeOrder')],
      },
    },
  })

/** The currencies that a page offers. */
const currencies = call('currency.getSupported')

/** Asked for even when the recommendation failed: a failure skips its own call and no other. */
const recommendedProducts = repeat(RECOMMENDED, call('productcatalog.get', { optional: true }))

/** The only deadline in the whole shop. */
const ads = call('ad.getAds', { optional: true, timeout: '100ms' })

/** The six pages. */
const frontend = (recommendation: CallOptions) => {
  const recommended = call('recommendation.list', { ...recommendation, optional: true })
  return service({
    ...plenty,
    operations: {
      home: [
        busy.frontend,
        currencies,
        call('productcatalog.list'),
        call('cart.get'),
        repeat(PRODUCTS, call('currency.convert')),
        ads,
      ],
      setCurrency: busy.frontend,
      product: [
        busy.frontend,
        call('productcatalog.get'),
        currencies,
        call('cart.get'),
        call('currency.convert'),
        recommended,
        recommendedProducts,
        ads,
      ],
      addToCart: [busy.frontend, call('productcatalog.get'), call('cart.add')],
      viewCart: [
        busy.frontend,
        currencies,
        call('cart.get'),
        recommended,
        recommendedProducts,
        call('shipping.quote'),
        call('currency.convert'),
        pricedItems,
      ],
      placeOrder: [busy.frontend, call('checkout.placeOrder'), recommended, currencies],
    },
  })
}

/** Each item of a cart is looked up, and its price converted. */
const pricedItems = repeat(CART_ITEMS, call('productcatalog.get'), call('currency.convert'))

const checkout = service({
  ...plenty,
  operations: {
    placeOrder: [
      busy.checkout,
      call('cart.get'),
      pricedItems,
      call('shipping.quote'),
      call('currency.convert'),
      call('payment.charge'),
      call('shipping.ship'),
      call('cart.empty', { optional: true }),
      call('email.sendConfirmation', { optional: true }),
    ],
  },
})

const recommendations = service({
  ...workers,
  operations: { list: [busy.recommendation, call('productcatalog.list')] },
})

const cart = service({
  ...plenty,
  operations: {
    get: [busy.cart, call('redis')],
    add: [busy.cart, call('redis')],
    empty: [busy.cart, call('redis')],
  },
})

const currency = service({
  ...plenty,
  operations: { getSupported: busy.currency, convert: busy.currency },
})

const productcatalog = service({
  ...plenty,
  operations: { get: busy.productcatalog, list: busy.productcatalog },
})

const shipping = service({
  ...plenty,
  operations: { quote: busy.shipping, ship: busy.shipping },
})
