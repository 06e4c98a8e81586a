#!/usr/bin/env perl
# How many failed recipients Sisimai finds in a mailbox: the peer of `bouncebook failures` in bench.sh.
use strict;
use warnings;
use Sisimai;

my $mailbox = shift or die "usage: sisimai.pl MAILBOX\n";
# Version 5 calls `rise` what version 4 called `make`.
my $read  = Sisimai->can('rise') || Sisimai->can('make');
my $found = Sisimai->$read($mailbox) || [];
print scalar(@$found), "\n";
