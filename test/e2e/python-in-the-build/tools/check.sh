#!/bin/bash
[[ $(<list.json) == "[0, 1"* ]]
