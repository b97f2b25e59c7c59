/**
 * What people who guess try first, among passwords long enough to be allowed: common roots, doubled, lengthened and run together.
 * Made here from roots and patterns; it is not a copy of a list of leaked passwords, and does not claim to be complete.
 */
export const commonPasswords: ReadonlySet<string> = new Set(build())

function build (): string[] {
  const roots = [
    'password', 'passw0rd', 'p4ssword', 'pa55word', 'passwort', 'welcome', 'letmein', 'qwerty', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'azerty', 'qazwsx', 'qazwsxedc', 'iloveyou',
    'administrator', 'admin', 'changeme', 'monkey', 'dragon', 'football', 'liverpool', 'arsenal', 'chelsea', 'celtic', 'rangers', 'scotland', 'edinburgh', 'aberdeen', 'dundee', 'glasgow',
    'sunshine', 'princess', 'superman', 'batman', 'pokemon', 'charlie', 'michael', 'jordan', 'computer', 'internet', 'starwars', 'whatever', 'trustno1', 'master', 'shadow', 'baseball', 'freedom',
    'secret', 'school', 'teacher', 'headteacher', 'education', 'nursery', 'council', 'social', 'health', 'summer', 'winter', 'spring', 'autumn', 'january', 'february', 'march', 'april', 'may', 'june',
    'july', 'august', 'september', 'october', 'november', 'december', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday', 'flower', 'butterfly', 'chocolate', 'cheese',
    'abc', 'abcdef', 'abcdefgh', 'abcdefghijkl', 'test', 'testing', 'temp', 'temporary', 'default', 'guest', 'login', 'access', 'money', 'orange', 'banana', 'purple', 'yellow', 'silver', 'hello', 'goodbye'
  ]
  const digits = ['123456789012', '1234567890123', '012345678901', '0123456789012', '111111111111', '000000000000', '121212121212', '123123123123', '123412341234', '112233445566', '987654321098', '135791357913', '1q2w3e4r5t6y', '1qaz2wsx3edc', 'q1w2e3r4t5y6', 'zaq12wsxcde3']
  const words = roots.flatMap(root => [root, `${root}${root}`, `my${root}`, `the${root}`, `${root}password`, `password${root}`, `${root}isthebest`, `i love ${root}`.replaceAll(' ', ''), `${root}qwerty`, `qwerty${root}`, `${root}abc`, `${root}${root}${root}`])
  return [...words, ...digits]
}
