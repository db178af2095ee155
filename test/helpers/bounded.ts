/** Whether this is the run of `npm run test:nightly`. */
const isNightly = process.env.TEST_NIGHTLY === '1'

/** How often something is tried at random, or how large a hostile input is: whole at night, a twentieth of it else. */
export const bounded = (nightly: number): number => (isNightly ? nightly : Math.ceil(nightly / 20))
