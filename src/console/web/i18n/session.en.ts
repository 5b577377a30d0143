import type { sessionZh } from './session.zh.js';

export const sessionEn: typeof sessionZh = {
  session: {
    title: 'Sign in',
    username: 'User name',
    password: 'Password',
    submit: 'Sign in',
    signOut: 'Sign out',
    required: 'Enter user name and password.',
    wrong: 'User name or password is not right.',
    tooMany: 'Too many attempts. Try again later.',
    failed: 'Signing in is not possible now. Try again later.',
    demo: 'Demo accounts',
    demoNote: 'All data are invented. Choose an account to fill in name and password.',
    demoPassword: 'Password',
    about: 'Every case timed day by day; every card with its reasons.',
  },
};
