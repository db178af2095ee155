import t from 'tap'

// where tests mostly wait, for children or for clients that try again, and none looks at what another does
t.jobs = 4
