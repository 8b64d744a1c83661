# Cards of the safety net: above everything, in every channel. { $number } lives in numbers.yml.
safety-danger-label = Danger now? Call { $number }
safety-danger-text = Call { $number } if there is danger now. Can you not speak? Use the app 112NL.
safety-suicide-label = Talk to { $number }
safety-suicide-text = You do not have to carry this alone. Call { $number }, free, day and night. Or chat on 113.nl.
safety-domestic-violence-label = Veilig Thuis: { $number }
safety-domestic-violence-text = Not safe at home? Veilig Thuis helps day and night: { $number }, free. Also for people who see it happen.
safety-sexual-violence-label = Centrum Seksueel Geweld: { $number }
safety-sexual-violence-text = It is not your fault. The Centrum Seksueel Geweld helps day and night: { $number }, free, also without police.
safety-child-abuse-label = Worried about a child: { $number }
safety-child-abuse-text = Is a child not safe? Veilig Thuis thinks along with you, day and night: { $number }, free.
