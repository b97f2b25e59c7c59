import audit from './audit/routes.ts'
import cycle from './cycle/routes.ts'
import firstThoughts from './first-thoughts/routes.ts'
import evaluations from './evaluations/routes.ts'
import evidence from './evidence/routes.ts'
import actionPlans from './action-plans/routes.ts'
import frameworks from './frameworks/routes.ts'
import help from './help/routes.ts'
import home from './home/routes.ts'
import meetings from './meetings/routes.ts'
import organisation from './organisation/routes.ts'
import people from './people/routes.ts'
import sessions from './sessions/routes.ts'
import setUp from './set-up/routes.ts'
import signIn from './sign-in/routes.ts'
import upkeep from './upkeep/routes.ts'

/** Every feature, in the order of the navigation. To remove one, delete its folder and its line here. */
export const features = [home, evaluations, firstThoughts, meetings, evidence, actionPlans, cycle, frameworks, sessions, organisation, people, audit, signIn, setUp, help, upkeep]
